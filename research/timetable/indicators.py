"""What lessons and reflections can be measured by; the list behind shows the same numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.records.indicators import Indicator, Scope, Unit, indicators
from research.timetable.ratio import ratio_of

if TYPE_CHECKING:
    from portal.terms.models import Term


def reflections_per_lesson(term: Term, scope: Scope) -> Decimal | None:
    return ratio_of(term, scope).percent


def lessons_taught_so_far(term: Term, scope: Scope) -> int | None:
    ratio = ratio_of(term, scope)
    return ratio.lessons if ratio.lines else None


def ratio_url(term: Term, scope: Scope) -> str:
    asked = {"term": term.pk}
    if scope.group is not None:
        asked["group"] = scope.group.pk
    if scope.person is not None:
        asked["person"] = scope.person.pk
    return f"{reverse('timetable:ratio')}?{urlencode(asked)}"


indicators.register(
    Indicator(
        slug="reflections_per_lesson",
        label=_("Reflections ÷ lessons taught"),
        definition=_(
            "Lesson reflections handed in, of every hundred lessons taught by the timetable from"
            " the first day of the term to yesterday."
        ),
        unit=Unit.PERCENT,
        value=reflections_per_lesson,
        drill_down=ratio_url,
        icon="notebook-pen",
    )
)
indicators.register(
    Indicator(
        slug="lessons_taught",
        label=_("Lessons taught"),
        definition=_(
            "Lessons by the timetable from the first day of the term to yesterday, with what was"
            " moved, taken over or cancelled, without holidays and days of exams."
        ),
        unit=Unit.COUNT,
        value=lessons_taught_so_far,
        drill_down=ratio_url,
        icon="calendar-days",
    )
)
