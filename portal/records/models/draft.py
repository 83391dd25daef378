"""What a person was typing: the autosaved form, and a form sent signed out.

A FormDraft keeps the raw fields of one form of one person (a new record of a
kind, or the changes to an existing one) until they are saved. A
HeldSubmission keeps a form that arrived after the session had ended; it comes
back, filled, to the person whose signed form it was, after they sign in.

A draft's `uid` is made with the form and is its key: the form sent twice makes
one record, which the draft remembers as `saved_as`. `revision` grows with
every autosave, so that two tabs typing into one draft notice each other.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.records.querysets import FormDraftQuerySet, HeldSubmissionQuerySet

#: Before the kind of a draft that no form shows: the files of an import, until it is carried out.
STAGED = "word:"


class FormDraft(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    record = models.ForeignKey(
        "records.Record", models.CASCADE, null=True, blank=True, related_name="form_drafts"
    )
    base_version = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_as = models.ForeignKey(
        "records.Record", models.CASCADE, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = FormDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("Form draft")
        verbose_name_plural = _("Form drafts")
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["person", "kind"], name="form_draft_person_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    @property
    def record_kind(self) -> str:
        """The slug of the kind whose record it will be."""
        return self.kind.removeprefix(STAGED)


class HeldSubmission(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    draft = models.ForeignKey(FormDraft, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HeldSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Held submission")
        verbose_name_plural = _("Held submissions")

    def __str__(self) -> str:
        return self.path
