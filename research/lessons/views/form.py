"""Setting an open lesson: kept as a draft, or announced at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.records.enter_for import enter_for
from portal.records.models import Record
from portal.records.save import save_record
from portal.records.views.form import RecordFormView
from research.lessons.announce_lesson import announce_lesson
from research.lessons.attach_plan import settle_plan
from research.lessons.book_seat import fill_free_seats
from research.lessons.forms import OpenLessonForm
from research.lessons.models import LessonSetting, OpenLesson, Stage


class OpenLessonFormView(RecordFormView):
    """Its second button announces, and is there only while the lesson is a draft."""

    record: OpenLesson | None

    def _initial(self) -> dict[str, Any]:
        initial = super()._initial()
        if self.record is None and self.draft is None:
            initial["seats"] = LessonSetting.current().default_seats
            if "occurred_on" not in self.request.GET:
                initial.pop("occurred_on", None)
        return initial

    @transaction.atomic
    def _save(self, form: OpenLessonForm) -> Record:  # type: ignore[override]
        lesson = save_record(form, by=self.request.user)
        assert isinstance(lesson, OpenLesson)  # noqa: S101 - the kind's own model
        enter_for(lesson, form.given_by, by=self.request.user)
        settle_plan(lesson)
        fill_free_seats(lesson)
        if form.is_handing_in and lesson.stage == Stage.DRAFT:
            announce_lesson(lesson, by=self.request.user)
        return lesson

    def _say_what_happened(self, record: Record, *, is_handed_in: bool) -> None:
        assert isinstance(record, OpenLesson)  # noqa: S101 - the kind's own model
        if is_handed_in:
            said = _("Announced: the whole school sees it and can book a seat.")
        elif record.stage == Stage.DRAFT:
            said = _("Saved as a draft. Only you see it until you announce it.")
        else:
            said = _("Saved.")
        messages.success(self.request, said)

    def _title(self) -> str:
        return _("A new open lesson") if self.record is None else super()._title()

    def _submit_label(self) -> str:
        is_draft = self.record is None or self.record.stage == Stage.DRAFT
        return pgettext("a lesson", "Announce") if is_draft else ""
