"""The page of one open lesson: when and where, seats, plan, and what completes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from portal import clock
from portal.records.facts import Fact
from portal.records.views.detail import RecordDetailView
from portal.ui.actions import Action
from research.lessons.models import OpenLesson, Seat, Stage
from research.lessons.needs import needs_of
from research.lessons.when import lesson_time


class OpenLessonDetailView(RecordDetailView):
    record: OpenLesson

    def more_context(self, context: dict[str, Any]) -> dict[str, Any]:
        lesson, user = self.record, self.request.user
        at = clock.now()
        seats = list(Seat.objects.filter(lesson=lesson).select_related("person"))
        own = next((seat for seat in seats if seat.person_id == user.pk), None)
        booked = sorted((s for s in seats if not s.is_waiting), key=lambda s: s.person.pinyin)
        waiting = sorted((s for s in seats if s.is_waiting), key=lambda s: s.booked_at)
        return {
            "facts": [Fact(_("When"), lesson_time(lesson)), *context["facts"]],
            "actions": [_named(action) for action in context["actions"]],
            "plan": next((f for f in context["files"] if f.pk == lesson.plan_id), None),
            "files": [f for f in context["files"] if f.pk != lesson.plan_id],
            "may_plan": user.has_perm("lessons.open_lesson.plan", lesson),
            "shows_seats": lesson.is_coming or bool(booked),
            "booked": booked,
            "waiting": waiting,
            "own_seat": own,
            "own_place": waiting.index(own) + 1 if own in waiting else 0,
            "seats_left": max(0, lesson.seats - len(booked)),
            "may_book": self._may_book(at),
            "needs": needs_of(lesson, user) if self._shows_needs(at) else [],
        }

    def _may_book(self, at: Any) -> bool:
        lesson, user = self.record, self.request.user
        is_open = lesson.is_coming and not lesson.has_begun(at) and user.pk != lesson.author_id
        return is_open and user.has_perm("lessons.open_lesson.book", lesson)

    def _shows_needs(self, at: Any) -> bool:
        """The teacher, the leader and the office see what is missing; who visits need not."""
        lesson, user = self.record, self.request.user
        if lesson.is_cancelled or lesson.is_accepted:
            return False
        concerned = user.has_perm("lessons.open_lesson.arrange", lesson)
        return concerned and lesson.stage != Stage.DRAFT


def _named(action: Action) -> Action:
    """What handing in means here."""
    return replace(action, label=_("Complete")) if action.slug == "submit" else action
