"""Writing and changing a record: one page for new and for edit, for every kind.

The form comes filled: with the draft last typed here, with what was kept when
the session ended, or with the person's usual answers. What is posted is saved
as a draft or handed in; whatever fails, what was typed and the photos stay.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.records.attach import attach_file
from portal.records.complete import min_characters_of
from portal.records.draft import keep_draft, last_draft
from portal.records.find import find_record
from portal.records.forms import RecordForm, classes_of, copied_from_last, defaults_for
from portal.records.history import words_to_act_on
from portal.records.kinds import Reviewer
from portal.records.models import FormDraft, HeldSubmission, Record
from portal.records.owner import owner_token
from portal.records.save import save_record
from portal.records.stale import differences
from portal.records.submit import submit_record
from portal.records.views.held import hold_unless_theirs
from portal.records.views.kind import KindView
from portal.records.word.take import Taken, take_word
from portal.refusal import Refused, StaleRecord


class RecordFormView(KindView):
    """New without `pk`, edit with it."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.act = "edit" if "pk" in kwargs else "new"
        self.record: Record | None = None
        self.draft: FormDraft | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = hold_unless_theirs(request)
        if kept is not None:
            return kept
        return super().dispatch(request, *args, **kwargs)

    def get_permission_object(self) -> object | None:
        if self.act == "edit":
            self.record = find_record(self.kind, self.kwargs["pk"], reader=self.request.user)
        return self.record

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.draft = self._draft_to_come_back_to()
        form = self._form(draft_uid=self.draft.uid if self.draft else uuid.uuid4())
        return self._page(form)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self._form(
            data=request.POST,
            draft_uid=_uuid_or_new(request.POST.get("draft", "")),
            is_handing_in=request.POST.get("then") == "submit",
        )
        self._attach_files(form)
        if request.POST.get("then") == "word":
            return self._take_word(form)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            record = self._save(form)
        except StaleRecord as stale:
            return self._stale_page(stale)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self._page(form, status=422)
        self._say_what_happened(record, is_handed_in=form.is_handing_in)
        return redirect(self.kind.url("detail", pk=record.pk))

    def _take_word(self, form: RecordForm) -> HttpResponse:
        """The form comes back as a draft, filled from the Word file that was chosen."""
        form.full_clean()
        upload = self.request.FILES.get("word")
        if upload is None:
            form.add_error(None, _("Choose the Word file first."))
            return self._page(form, status=422)
        try:
            taken = take_word(upload, form=form, by=self.request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self._page(form, status=422)
        say_what_came(self.request, taken)
        pk = self.record.pk if self.record else None
        return redirect(self.kind.url("edit", pk=pk) if pk else self.kind.url("new"))

    @transaction.atomic
    def _save(self, form: RecordForm) -> Record:
        record = save_record(form, by=self.request.user)
        if form.is_handing_in and form.for_whom is None:
            submit_record(record, by=self.request.user)
        return record

    def _say_what_happened(self, record: Record, *, is_handed_in: bool) -> None:
        if self.record is None and record.entered_by_id:
            messages.success(
                self.request,
                _("Entered for %(name)s, who is told and confirms it.")
                % {"name": record.author.name},
            )
        elif not is_handed_in:
            messages.success(
                self.request, _("Saved as a draft. Only you see it until you submit it.")
            )
        elif record.is_accepted:
            messages.success(self.request, _("Shared. You find it in your archive."))
        else:
            messages.success(self.request, _("Submitted. You will hear when it has been read."))

    def _form(self, *, draft_uid: uuid.UUID, **kwargs: Any) -> RecordForm:
        if "data" not in kwargs:
            kwargs["initial"] = self._initial()
        return self.kind.form(
            user=self.request.user,
            kind=self.kind,
            draft_uid=draft_uid,
            instance=self.record,
            **kwargs,
        )

    def _initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {}
        if self.record is None:
            initial = defaults_for(self.kind, self.request.user)
            initial |= self._from_address()
        if self.draft is not None:
            return initial | _as_initial(self.kind.form, self.draft)
        if self.record is None and "copy" in self.request.GET:
            initial |= copied_from_last(self.kind, self.request.user)
        return initial

    def _from_address(self) -> dict[str, Any]:
        """What the link that led here says of the new record (`?about=7`)."""
        asked = self.request.GET
        return {n: asked[n] for n in self.kind.form.from_address if asked.get(n)}

    def _draft_to_come_back_to(self) -> FormDraft | None:
        """What was held at sign-in if it is this person's, else the last unfinished draft."""
        record_id = self.record.pk if self.record else None
        held_uid = _uuid_or_none(self.request.GET.get("held", ""))
        if held_uid is not None:
            drafts = FormDraft.objects.of(self.request.user).unfinished()
            held = HeldSubmission.objects.of(self.request.user).values("draft_id")
            draft = drafts.filter(pk__in=held.filter(uid=held_uid)).first()
            if draft is not None and draft.record_id == record_id:
                return draft
        return last_draft(self.request.user, self.kind.slug, record_id)

    def _attach_files(self, form: RecordForm) -> None:
        """Photos sent with the form itself hang off its draft first, so no failure loses them."""
        uploads = self.request.FILES.getlist("files")
        self.draft = FormDraft.objects.of(self.request.user).filter(uid=form.draft_uid).first()
        if not uploads or (self.draft is not None and self.draft.saved_as_id):
            return
        try:
            self.draft = keep_draft(
                form.draft_uid,
                by=self.request.user,
                kind=self.kind.slug,
                record_id=self.record.pk if self.record else None,
                typed=form.typed,
            )
            for upload in uploads:
                attach_file(upload, by=self.request.user, draft=self.draft)
        except Refused as refusal:
            form.add_error(None, refusal.message)

    def _stale_page(self, stale: StaleRecord) -> HttpResponse:
        """Both versions on one page: mine in the form, theirs above it; saving again is meant."""
        self.record = stale.record  # type: ignore[attr-defined]
        self.act = "edit"
        posted = self.request.POST.copy()
        posted["version"] = str(self.record.version)
        is_closed = self.draft is not None and self.draft.saved_as_id is not None
        form = self._form(
            data=posted,
            draft_uid=uuid.uuid4() if is_closed else _uuid_or_new(posted.get("draft", "")),
        )
        form.add_error(None, stale.message)
        standing = self.kind.model.objects.for_detail().get(pk=self.record.pk)
        return self._page(
            form,
            status=409,
            theirs=differences(standing, form),
            standing=standing,
            standing_url=self.kind.url("detail", pk=standing.pk),
        )

    def _title(self) -> str:
        if self.record is None:
            return _("Write: %(kind)s") % {"kind": self.kind.label}
        return _("Change: %(title)s") % {"title": self.record.display_title}

    def _submit_label(self) -> str:
        return _("Share") if self.kind.reviewer is Reviewer.NOBODY else _("Submit")

    def _page(self, form: RecordForm, *, status: int = 200, **context: Any) -> HttpResponse:
        user, record = self.request.user, self.record
        path = self.kind.url("edit", pk=record.pk) if record else self.kind.url("new")
        attachments = list(self.draft.attachments.all()) if self.draft else []
        if record is not None:
            attachments = [*record.attachments.all(), *attachments]
        form.say_who_reads()
        context |= {
            "form": form,
            "kind": self.kind,
            "page_title": self._title(),
            "submit_label": self._submit_label(),
            "needed": min_characters_of(self.kind),
            "limit_mb": settings.PORTAL_UPLOAD_MAX_MB,
            "record": record,
            "returned": words_to_act_on(record) if record else None,
            "draft": self.draft,
            "was_restored": self.draft is not None and self.request.method == "GET",
            "was_held": "held" in self.request.GET and self.draft is not None,
            "action": path,
            "owner": owner_token(
                user, self.kind, form.draft_uid, path, record.pk if record else None
            ),
            "attachments": attachments,
            "classes": classes_of(user),
            "takes_word": bool(self.kind.from_word),
            "can_copy": record is None and self.draft is None and self.kind.fact_fields,
        }
        context |= self.more_context()
        return render(self.request, self.kind.form_template, context, status=status)

    def more_context(self) -> dict[str, Any]:
        """What a kind's own form shows beside the machine's."""
        return {}


def say_what_came(request: HttpRequest, taken: Taken) -> None:
    messages.success(
        request,
        ngettext(
            "%(count)d character was taken from “%(name)s”. Look it over, then submit it.",
            "%(count)d characters were taken from “%(name)s”. Look it over, then submit it.",
            taken.characters,
        )
        % {"count": taken.characters, "name": taken.name},
    )
    if taken.left_out:
        said = ngettext(
            "%(count)d picture did not come along; the Word file itself is attached.",
            "%(count)d pictures did not come along; the Word file itself is attached.",
            taken.left_out,
        )
        messages.warning(request, said % {"count": taken.left_out})


def _as_initial(form_class: type[RecordForm], draft: FormDraft) -> dict[str, Any]:
    """The raw fields of a draft as initial values; one that was not sent counts as empty."""
    initial: dict[str, Any] = {}
    for name, field in form_class.base_fields.items():
        values = draft.data.get(name, [])
        many = getattr(field.widget, "allow_multiple_selected", False)
        initial[name] = values if many else (values[-1] if values else "")
    if draft.data.get("for_whom"):
        initial["for_whom"] = draft.data["for_whom"][-1]
    return initial


def _uuid_or_none(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _uuid_or_new(text: str) -> uuid.UUID:
    return _uuid_or_none(text) or uuid.uuid4()
