"""What open lessons can be measured by: given, by kind, by honoured teachers, discussed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import Honour, User
from portal.records.indicators import Indicator, Scope, Unit, indicators
from research.lessons.models import LessonKind, LessonSetting, OpenLesson
from research.lessons.needs import lesson_needs
from research.lessons.records import OPEN_LESSON

if TYPE_CHECKING:
    from portal.terms.models import Term

#: The need that the app of activities fills (research.lessons.needs).
DISCUSSION = "discussion"


class Given(NamedTuple):
    """A lesson taught, as far as figures ask."""

    pk: int
    author: int
    kind: str


def given(term: Term, scope: Scope, *, kind: str = "") -> list[Given]:
    """Lessons taught in the term, by teachers in the scope; one query, kept for the request."""
    kept: dict[Scope, list[Given]] = term.__dict__.setdefault("_lessons_given", {})
    if scope not in kept:
        rows = _in_scope(OpenLesson.objects.in_term(term).given(clock.now()), scope)
        kept[scope] = [Given(*row) for row in rows.values_list("pk", "author_id", "lesson_kind")]
    return [lesson for lesson in kept[scope] if kind in {"", lesson.kind}]


def _in_scope(lessons: QuerySet[OpenLesson], scope: Scope) -> QuerySet[OpenLesson]:
    if scope.person is not None:
        return lessons.filter(author=scope.person)
    return lessons if scope.group is None else lessons.filter(group=scope.group)


def open_lessons(term: Term, scope: Scope, *, kind: str = "") -> int:
    return len(given(term, scope, kind=kind))


def honoured(scope: Scope, on: date) -> set[int]:
    """Ids of teachers in service whose honour holds on the day; one query."""
    holds = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    people = User.objects.in_service().filter(
        pk__in=Honour.objects.filter(holds).values("person_id")
    )
    if scope.person is not None:
        people = people.filter(pk=scope.person.pk)
    elif scope.group is not None:
        people = people.in_group(scope.group, on)
    return set(people.values_list("pk", flat=True))


def honoured_who_demonstrated(term: Term, scope: Scope) -> int | None:
    """每人: the share of honoured teachers with a demonstration lesson, in whole percent."""
    asked = honoured(scope, clock.today())
    if not asked:
        return None
    demonstrated = {each.author for each in given(term, scope, kind=LessonKind.DEMONSTRATION)}
    return len(asked & demonstrated) * 100 // len(asked)


def lessons_discussed(term: Term, scope: Scope) -> int | None:
    """The share of lessons taught on which a discussion was held; None where nobody can say."""
    ids = [lesson.pk for lesson in given(term, scope)]
    if not ids or DISCUSSION not in lesson_needs:
        return None
    met = lesson_needs.get(DISCUSSION).met_by(ids, LessonSetting.current())
    return len(met) * 100 // len(ids)


def list_of(term: Term, scope: Scope, *, kind: str = "", **params: object) -> str:
    """The lessons behind the figure."""
    asked: dict[str, object] = {"scope": "school", "term": term.pk, "stage": "given"}
    if kind:
        asked["lesson_kind"] = kind
    if scope.group is not None:
        asked["group"] = scope.group.pk
    if scope.person is not None:
        asked["author"] = scope.person.staff_number
    return f"{OPEN_LESSON.url('list')}?{urlencode(asked)}"


indicators.register(
    Indicator(
        slug="open_lessons",
        label=_("Open lessons given"),
        definition=_("Open lessons taught in the term; lessons cancelled are left out."),
        unit=Unit.COUNT,
        value=open_lessons,
        drill_down=list_of,
        parameters=("kind",),
        icon=OPEN_LESSON.icon,
    )
)
indicators.register(
    Indicator(
        slug="honoured_who_demonstrated",
        label=_("Honoured teachers with a demonstration lesson"),
        definition=_("The share of teachers with an honour who gave a demonstration lesson."),
        unit=Unit.PERCENT,
        value=honoured_who_demonstrated,
        drill_down=lambda term, scope: list_of(term, scope, kind=LessonKind.DEMONSTRATION),
        icon=OPEN_LESSON.icon,
    )
)
indicators.register(
    Indicator(
        slug="lessons_discussed",
        label=_("Open lessons discussed"),
        definition=_("The share of open lessons taught on which a discussion was held."),
        unit=Unit.PERCENT,
        value=lessons_discussed,
        drill_down=list_of,
        icon=OPEN_LESSON.icon,
    )
)
