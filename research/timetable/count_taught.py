"""How many lessons each person has taught in a term, without making each of them.

The same answer as counting `lessons_between`, from how often each weekday of
odd and of even weeks was taught: three queries and no work per day and person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from portal import clock
from research.timetable.models import Change, Entry, Substitution, Weeks
from research.timetable.school_days import SchoolDays, days_between

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

_PARITIES = {Weeks.EVERY: (0, 1), Weeks.ODD: (1,), Weeks.EVEN: (0,)}


def counted_until(term: Term) -> date:
    """Figures count whole days: up to yesterday, or to the term's last day."""
    return min(term.ends_on, clock.today() - timedelta(days=1))


def lessons_taught(
    term: Term, *, people: Iterable[User | int] | None = None, until: date | None = None
) -> dict[int, int]:
    """Person id → lessons taught from the term's first day to `until` (default: yesterday).

    Who has a timetable and has taught nothing yet stands with 0.
    """
    last = min(until or counted_until(term), term.ends_on)
    ids = None if people is None else {p if isinstance(p, int) else p.pk for p in people}
    days = SchoolDays.of_term(term)
    times = _times_taught(days, term, last)
    slots = list(
        Entry.objects.in_term(term).of(ids).values_list("person_id", "weekday", "period", "weeks")
    )
    counts: Counter[int] = Counter()
    for person, weekday, _period, weeks in slots:
        counts[person] += sum(times[weekday, parity] for parity in _PARITIES[Weeks(weeks)])
    _reckon_changes(counts, days, set(slots), ids, (term.starts_on, last))
    return dict(counts)


def _times_taught(days: SchoolDays, term: Term, last: date) -> Counter[tuple[int, int]]:
    """(weekday, 1 for odd weeks or 0 for even) → how often its lessons were taught."""
    times: Counter[tuple[int, int]] = Counter()
    for day in days_between(term.starts_on, last):
        weekday = days.weekday_of(day)
        if weekday is not None:
            times[weekday, days.week_of(day) % 2] += 1
    return times


def _reckon_changes(
    counts: Counter[int],
    days: SchoolDays,
    slots: Collection[tuple[int, int, int, str]],
    ids: Collection[int] | None,
    span: tuple[date, date],
) -> None:
    """One less for who gave a lesson away, one more for who taught it, then or elsewhere."""
    first, last = span
    changes = Substitution.objects.confirmed().touching(first, last).of(ids)
    for change in changes.only(
        "person", "date", "period", "change", "to_date", "to_period", "substitute"
    ):
        if first <= change.date <= last and _stood_in_timetable(change, days, slots):
            counts[change.person_id] -= 1
        day, _period = change.takes_place
        taught_by = change.substitute_id if change.change == Change.TAKEN_OVER else change.person_id
        is_held = change.change != Change.CANCELLED and first <= day <= last and days.is_open(day)
        if taught_by is not None and is_held and (ids is None or taught_by in ids):
            counts[taught_by] += 1


def _stood_in_timetable(
    change: Substitution, days: SchoolDays, slots: Collection[tuple[int, int, int, str]]
) -> bool:
    weekday = days.weekday_of(change.date)
    if weekday is None:
        return False
    parity = Weeks.ODD if days.week_of(change.date) % 2 else Weeks.EVEN
    return any(
        (change.person_id, weekday, change.period, weeks) in slots
        for weeks in (Weeks.EVERY, parity)
    )
