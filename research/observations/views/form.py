"""Writing an observation: the machine's form, with its notes and scores."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from portal import clock
from portal.records.models import Record
from portal.records.save import save_record
from portal.records.submit import submit_record
from portal.records.views.form import RecordFormView
from research.observations.forms import ObservationForm
from research.observations.models import Observation
from research.observations.write_process import write_process


class ObservationFormView(RecordFormView):
    """A new one is begun on the page of StartView; here one goes on."""

    record: Observation

    @transaction.atomic
    def _save(self, form: ObservationForm) -> Record:  # type: ignore[override]
        observation = save_record(form, by=self.request.user)
        assert isinstance(observation, Observation)  # noqa: S101 - the kind's own model
        write_process(observation, form.cleaned_data["notes"], form.cleaned_data["scores"])
        if form.is_handing_in:
            submit_record(observation, by=self.request.user)
        return observation

    def _say_what_happened(self, record: Record, *, is_handed_in: bool) -> None:
        if not is_handed_in:
            super()._say_what_happened(record, is_handed_in=False)
        elif record.teacher:  # type: ignore[attr-defined]
            name = record.teacher.name  # type: ignore[attr-defined]
            said = _("Handed in: %(name)s has been told and can answer.") % {"name": name}
            messages.success(self.request, said)
        else:
            messages.success(self.request, _("Handed in. You find it in your archive."))

    def _title(self) -> str:
        return _("Observe: %(title)s") % {"title": self.record.display_title}

    def _submit_label(self) -> str:
        return _("Hand in")

    def _page(self, form: Any, *, status: int = 200, **context: Any) -> HttpResponse:
        lesson = self.record.lesson
        begins = lesson.starts_at if lesson else self.record.created_at
        return super()._page(form, status=status, begins=begins, now=clock.now(), **context)
