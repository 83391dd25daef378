"""The page of one observation: process, points, evaluation, and the teacher's answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.records.facts import Fact
from portal.records.views.detail import RecordDetailView
from research.observations.forms import AnswerForm
from research.observations.models import Observation
from research.observations.points import in_words


class ObservationDetailView(RecordDetailView):
    record: Observation

    def more_context(self, context: dict[str, Any]) -> dict[str, Any]:
        observation = self.record
        answered = {"words": observation.answer}
        may_answer = self.request.user.has_perm("observations.observation.answer", observation)
        scores = observation.scores.select_related("dimension").order_by("dimension__position")
        teacher = Fact(_("Teacher of the lesson"), observation.teacher_name)
        return {
            "facts": [teacher, *context["facts"]],
            "notes": observation.notes.all(),
            "scores": list(scores),
            "overall": in_words(observation.total, observation.band),
            "answer_form": AnswerForm(initial=answered) if may_answer else None,
            "answer_label": _("Change your answer")
            if observation.answer
            else _("Answer the observer"),
        }
