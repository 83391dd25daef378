"""The record (记录): everything a teacher files, whatever its kind.

Owned by its author until submitted. A domain's kind inherits from it
(`class LessonReflection(Record)`); review, archive, dashboards, search and
exports read this one table. States change only through the transitions below,
and the transitions are called only by the verbs of this app.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from portal.records.querysets import RecordQuerySet


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Visibility(models.TextChoices):
    PRIVATE = "private", _("Only me")
    GROUP = "group", _("My group")
    SCHOOL = "school", _("Whole school")
    NAMED = "named", _("Those who take part")


class ReviewLevel(models.TextChoices):
    """With whom a submitted record lies; fixed when it is submitted."""

    NOBODY = "", _("Nobody")
    LEADER = "leader", _("Group leader")
    OFFICE = "office", _("Research office")
    PRINCIPAL = "principal", _("Principal")


class Record(FSMModelMixin, models.Model):
    """One thing filed, by one author, in one term.

    `version` grows with every saved change (optimistic lock); `text` is the
    plain text for search; `group` is the author's main group at that time;
    `opened_at` is when a reviewer first opened it, after which the author can
    no longer recall it; `entered_by` is who filed it for the author (代录).
    `is_announced`: its readers see it before it is handed in (a planned
    activity, an announced lesson), whatever its state.
    """

    kind = models.CharField(max_length=40, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="records", verbose_name=_("Author")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    term = models.ForeignKey(
        "terms.Term", models.PROTECT, related_name="records", verbose_name=_("Term")
    )
    group = models.ForeignKey(
        "people.Group",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="records",
        verbose_name=_("Group"),
    )
    title = models.CharField(_("Title"), max_length=120, blank=True)
    occurred_on = models.DateField(_("Date"))
    state = FSMField(_("State"), max_length=10, choices=State, default=State.DRAFT, protected=True)
    visibility = models.CharField(
        _("Visible to"), max_length=8, choices=Visibility, default=Visibility.GROUP
    )
    review_level = models.CharField(
        max_length=10, choices=ReviewLevel, default=ReviewLevel.NOBODY, blank=True, editable=False
    )
    shows_pupils = models.BooleanField(
        _("Pupils can be recognised"),
        default=False,
        help_text=_("Keeps it off every page that the whole school reads."),
    )
    is_announced = models.BooleanField(default=False, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    text = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("Record")
        verbose_name_plural = _("Records")
        indexes = [
            models.Index(F("kind"), F("occurred_on").desc(), F("id").desc(), name="record_newest"),
            models.Index(
                F("author"), F("kind"), F("occurred_on").desc(), F("id").desc(), name="record_mine"
            ),
            models.Index(
                F("group"), F("kind"), F("occurred_on").desc(), F("id").desc(), name="record_group"
            ),
            models.Index(
                fields=["term", "kind", "author", "occurred_on", "state"], name="record_owed"
            ),
            models.Index(
                fields=["review_level", "group", "submitted_at"],
                condition=Q(state="submitted"),
                name="record_queue",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "accepted"]) | Q(submitted_at__isnull=False),
                name="record_submitted_has_moment",
            ),
            models.CheckConstraint(
                condition=~(Q(shows_pupils=True) & Q(visibility="school")),
                name="record_pupils_never_school_wide",
                violation_error_message=_(
                    "A record in which pupils can be recognised is never shown to the whole school."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.display_title

    @property
    def display_title(self) -> str:
        from portal.records.kinds import kinds

        return self.title or str(kinds.get(self.kind).label)

    def get_absolute_url(self) -> str:
        from portal.records.kinds import kinds

        return kinds.get(self.kind).url("detail", pk=self.pk)

    @property
    def is_filed(self) -> bool:
        """Handed in and standing: waiting for a decision, or accepted."""
        return self.state in {State.SUBMITTED, State.ACCEPTED}

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_submitted(self) -> bool:
        return self.state == State.SUBMITTED

    @property
    def is_accepted(self) -> bool:
        return self.state == State.ACCEPTED

    @property
    def is_open_for_editing(self) -> bool:
        return self.state in {State.DRAFT, State.RETURNED}

    @transition(state, source=[State.DRAFT, State.RETURNED], target=State.SUBMITTED)
    def submit(self) -> None: ...

    @transition(state, source=State.SUBMITTED, target=State.ACCEPTED)
    def accept(self) -> None: ...

    @transition(state, source=State.SUBMITTED, target=State.RETURNED)
    def send_back(self) -> None: ...

    @transition(
        state, source=[State.SUBMITTED, State.ACCEPTED, State.WITHDRAWN], target=State.DRAFT
    )
    def recall(self) -> None: ...

    @transition(state, source=[State.ACCEPTED, State.RETURNED], target=State.SUBMITTED)
    def reopen(self) -> None: ...

    @transition(
        state, source=[State.DRAFT, State.SUBMITTED, State.RETURNED], target=State.WITHDRAWN
    )
    def withdraw(self) -> None: ...
