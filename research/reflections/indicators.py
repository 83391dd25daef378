"""What daily practice can be measured by: reflections per teacher, and what was accepted.

Counts come from the spine's own querysets; teachers are those in service who
owe what teachers owe. One query serves every indicator of a term and scope,
because a dashboard asks for all of them at once. Nothing filed at all is 0;
no teachers at all is no figure.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from portal.records.indicators import Indicator, Scope, Unit, indicators
from portal.records.kinds import RecordKind
from portal.records.models import Record
from portal.records.per_head import average, teachers_of
from portal.records.querysets import RecordQuerySet
from portal.records.school_urls import filed_url, per_head_url
from research.reflections.records import (
    CASE,
    EDUCATION_NARRATIVE,
    EXPERIENCE_SUMMARY,
    HOMEWORK_REFLECTION,
    LESSON_REFLECTION,
    PUZZLE,
)

if TYPE_CHECKING:
    from portal.terms.models import Term

KINDS = (
    LESSON_REFLECTION,
    HOMEWORK_REFLECTION,
    EDUCATION_NARRATIVE,
    EXPERIENCE_SUMMARY,
    CASE,
    PUZZLE,
)
REFLECTIONS = (LESSON_REFLECTION, HOMEWORK_REFLECTION)


def counted(term: Term, scope: Scope) -> dict[str, tuple[int, int]]:
    """Kind → (filed, accepted) in the term; one query, kept on the term for the request."""
    kept: dict[Scope, dict[str, tuple[int, int]]] = term.__dict__.setdefault("_research_counts", {})
    if scope not in kept:
        records = _in_scope(term, scope).filter(kind__in=[kind.slug for kind in KINDS]).filed()
        rows = (
            records.order_by()
            .values("kind")
            .annotate(n=Count("*"), accepted_n=Count("pk", filter=Q(state="accepted")))
            .values_list("kind", "n", "accepted_n")
        )
        kept[scope] = {kind: (n, accepted) for kind, n, accepted in rows}
    return kept[scope]


def records_accepted(term: Term, scope: Scope, *, kind: str = "") -> int:
    """Records of one kind that were accepted, or of all kinds of daily practice."""
    found = counted(term, scope)
    return sum(accepted for slug, (_n, accepted) in found.items() if kind in {"", slug})


def reflections_per_teacher(term: Term, scope: Scope) -> Decimal | None:
    """人均: lesson and homework reflections filed, divided by the teachers; one decimal."""
    found = counted(term, scope)
    filed = sum(found.get(kind.slug, (0, 0))[0] for kind in REFLECTIONS)
    return average(filed, _teachers(scope))


def puzzles_raised(term: Term, scope: Scope) -> int:
    """Open questions put to a group; nobody decides on them, so filed is what counts."""
    return counted(term, scope).get(PUZZLE.slug, (0, 0))[0]


def list_of(kind: RecordKind, term: Term, scope: Scope, **asked: str) -> str:
    """The list behind a figure, narrowed as the figure was."""
    return filed_url(term.pk, kinds=[kind.slug], **_asked(scope), **asked)


def reflections_by_person(term: Term, scope: Scope) -> str:
    """Numerator and denominator; of one person, what they filed."""
    slugs = [kind.slug for kind in REFLECTIONS]
    if scope.person is not None:
        return filed_url(term.pk, kinds=slugs, **_asked(scope))
    return per_head_url(term.pk, kinds=slugs, group_id=scope.group.pk if scope.group else 0)


def _asked(scope: Scope) -> dict[str, object]:
    return {
        "group": scope.group.pk if scope.group else "",
        "author": scope.person.staff_number if scope.person else "",
    }


def _in_scope(term: Term, scope: Scope) -> RecordQuerySet:
    records = Record.objects.in_term(term)
    if scope.group is not None:
        records = records.in_group(scope.group)
    return records.by(scope.person) if scope.person is not None else records


def _teachers(scope: Scope) -> int:
    return 1 if scope.person is not None else teachers_of(scope.group).count()


def _accepted(kind: RecordKind) -> Indicator:
    return Indicator(
        slug=f"{kind.slug}_accepted",
        label=_ACCEPTED[kind.slug],
        definition=_("Records of this kind that were accepted in the term."),
        unit=Unit.COUNT,
        value=lambda term, scope: records_accepted(term, scope, kind=kind.slug),
        drill_down=lambda term, scope: list_of(kind, term, scope, state="accepted"),
        icon=kind.icon,
    )


_ACCEPTED = {
    "lesson_reflection": _("Lesson reflections accepted"),
    "homework_reflection": _("Homework reflections accepted"),
    "education_narrative": _("Education narratives accepted"),
    "experience_summary": _("Teaching-experience summaries accepted"),
    "case": _("Cases accepted"),
}

indicators.register(
    Indicator(
        slug="reflections_per_teacher",
        label=_("Reflections per head"),
        definition=_("Lesson and homework reflections filed, divided by the teachers in service."),
        unit=Unit.COUNT,
        value=reflections_per_teacher,
        drill_down=reflections_by_person,
        icon=LESSON_REFLECTION.icon,
    )
)
for _kind in KINDS:
    if _kind.slug in _ACCEPTED:
        indicators.register(_accepted(_kind))
indicators.register(
    Indicator(
        slug="puzzles_raised",
        label=_("Puzzles raised"),
        definition=_("Open questions filed in the term; nobody decides on them."),
        unit=Unit.COUNT,
        value=puzzles_raised,
        drill_down=lambda term, scope: list_of(PUZZLE, term, scope),
        icon=PUZZLE.icon,
    )
)
