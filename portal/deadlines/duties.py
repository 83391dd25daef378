"""The kernel's own source of dues: what a teacher owes under the term's requirements.

Where the school says so: the requirements of the term (docs/rules.md#owed).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.deadlines.dues import Due, DueSource, due_sources
from portal.deadlines.owed import completion
from portal.deadlines.progress import Cell, SpanProgress
from portal.deadlines.shares import end_of_day
from portal.people.models import User
from portal.records.kinds import RecordKind
from portal.terms.models import Term
from portal.ui.dates import week_label

if TYPE_CHECKING:
    from portal.deadlines.models import Requirement

#: A missed week is brought up once more; the arithmetic keeps it, the mail does not nag.
RHYTHM_OVERDUE_TIMES = 1
#: Terms are sealed ten working days after their end; nobody is reminded beyond.
REMINDED_AFTER_TERM = timedelta(days=14)
#: A term's last deadlines may lie this far outside its days.
MARGIN = timedelta(days=31)


def requirement_dues(
    first: datetime, last: datetime, people: Iterable[User] | None = None
) -> Iterator[Due]:
    """One due per person and span; the queries of `completion` for each term of the window.

    People who are away by the roster without a dated excuse are not reminded.
    """
    asked = None if people is None else list(people)
    terms = Term.objects.select_related("school_year").filter(
        ends_on__gte=timezone.localdate(first) - MARGIN,
        starts_on__lte=timezone.localdate(last) + MARGIN,
    )
    for term in terms:
        remind_until = end_of_day(term.ends_on + REMINDED_AFTER_TERM)
        urls: dict[str, str] = {}
        for cell in completion(term, people=asked).cells():
            if not _can_be_reminded(cell.person):
                continue
            for part in cell.by_span():
                if first <= part.span.due_at <= last:
                    yield _due(cell, part, remind_until, urls)


def _can_be_reminded(person: User) -> bool:
    return person.is_active and person.status == User.Status.ACTIVE


def _due(cell: Cell, part: SpanProgress, remind_until: datetime, urls: dict[str, str]) -> Due:
    requirement = cell.requirement
    kind = requirement.record_kind
    if kind.slug not in urls:
        urls[kind.slug] = kind.url("new")
    return Due(
        key=_key(requirement, part),
        person_id=cell.person.pk,
        due_at=part.span.due_at,
        label=_label(kind, part.span.last_week) if requirement.is_rhythm else kind.label,
        url=urls[kind.slug],
        owed=part.owed,
        done=part.done,
        offsets=requirement.offset_days,
        overdue_times=RHYTHM_OVERDUE_TIMES if requirement.is_rhythm else None,
        remind_until=remind_until,
    )


def _key(requirement: Requirement, part: SpanProgress) -> str:
    if requirement.is_rhythm:
        return f"requirement:{requirement.pk}:w{part.span.last_week}"
    return f"requirement:{requirement.pk}"


def _weekly_label(kind: RecordKind, week: int) -> str:
    return gettext("%(what)s, %(week)s") % {"what": kind.label, "week": week_label(week)}


_label = lazy(_weekly_label, str)

due_sources.register(DueSource("requirement", _("Requirements of the term"), requirement_dues))
