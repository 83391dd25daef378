"""Planning a series: every so many weeks on one weekday, holidays left out, all at once.

`series_days` only reckons; `plan_series` makes the days that were ticked. Each
of them is then an activity of its own, to be moved, changed or cancelled.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.people.models import Group
from portal.refusal import Refused
from portal.terms.calendar import Calendar
from portal.terms.models import CalendarDay
from portal.terms.pick import term_for
from research.activities.expected import expect_many, members_of
from research.activities.forms import at_school, groups_planned_by
from research.activities.models import Activity
from research.activities.set_people import author_for

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

#: More is a slip of the hand, not a term's plan.
DAYS_AT_MOST = 60


@dataclass(frozen=True)
class SeriesDay:
    """`is_usual`: belongs to the series and is worked; `note` says what is special about it."""

    day: date
    is_usual: bool
    note: str = ""


def series_days(first: date, last: date, every_weeks: int) -> list[SeriesDay]:
    """The days from `first` on, every so many weeks; two queries.

    A day that nobody works is not ticked and says why; beside it stand the
    make-up days of its week, which could take its place.
    """
    names = dict(
        CalendarDay.objects.between(first, last + timedelta(days=7)).values_list("date", "name")
    )
    calendar = Calendar.between(first, last + timedelta(days=7))
    days: list[SeriesDay] = []
    day = first
    while day <= last and len(days) < DAYS_AT_MOST:
        if calendar.is_working_day(day):
            days.append(SeriesDay(day, True, names.get(day, "")))
        else:
            days.append(SeriesDay(day, False, names.get(day) or _("no working day")))
            days += _make_up_days(day, calendar, names)
        day += timedelta(weeks=every_weeks)
    return days


def _make_up_days(day: date, calendar: Calendar, names: dict[date, str]) -> Iterator[SeriesDay]:
    """Worked weekend days within a week of a day that falls out."""
    for n in range(-7, 8):
        other = day + timedelta(days=n)
        if other.weekday() >= 5 and calendar.exceptions.get(other):
            note = _("make-up day: %(name)s") % {"name": names.get(other, "")}
            yield SeriesDay(other, False, note)


@dataclass(frozen=True)
class Pattern:
    """What the activities of a series have in common; `turns`: lead speakers one by one."""

    group: Group
    topic: str
    activity_kind: str
    begins: time
    ends: time
    mode: str
    place: str
    meeting_link: str
    chair: User | None
    lead_speakers: Sequence[User]
    recorders: Sequence[User]
    turns: bool = False


@transaction.atomic
def plan_series(
    pattern: Pattern, days: Iterable[date], *, by: User, series: uuid.UUID
) -> list[Activity]:
    """Make the activities of these days; repeated with the same `series`, the first ones.

    A day on which the group already has one at that hour is left out.
    Refused: `not_planner`, `no_days`, `too_many`, `no_term`.
    """
    if not groups_planned_by(by).filter(pk=pattern.group.pk).exists():
        raise Refused("not_planner", _("The group's leader plans its activities."))
    Group.objects.select_for_update().get(pk=pattern.group.pk)
    known = list(Activity.objects.filter(series=series).order_by("starts_at"))
    if known:
        return known
    wanted = sorted(set(days))
    if not wanted:
        raise Refused("no_days", _("Choose at least one day."))
    if len(wanted) > DAYS_AT_MOST:
        raise Refused("too_many", _("At most %(limit)d days at once.") % {"limit": DAYS_AT_MOST})
    taken = set(
        Activity.objects.standing().filter(group=pattern.group).values_list("starts_at", flat=True)
    )
    free = [day for day in wanted if at_school(day, pattern.begins) not in taken]
    made = [_make(pattern, day, by=by, series=series) for day in free]
    _set_people(pattern, made)
    return made


def _make(pattern: Pattern, day: date, *, by: User, series: uuid.UUID) -> Activity:
    term = _require_term(day)
    author = author_for(pattern.group, by)
    activity = Activity(
        kind="activity",
        author=author,
        entered_by=by if author.pk != by.pk else None,
        group=pattern.group,
        term=term,
        title=pattern.topic,
        text=pattern.topic,
        topic=pattern.topic,
        activity_kind=pattern.activity_kind,
        occurred_on=day,
        starts_at=at_school(day, pattern.begins),
        ends_at=at_school(day, pattern.ends),
        mode=pattern.mode,
        place=pattern.place,
        meeting_link=pattern.meeting_link,
        chair=pattern.chair,
        visibility="school",
        is_announced=True,
        series=series,
    )
    activity.save()
    return activity


def _require_term(day: date) -> Term:
    term = term_for(day)
    if term is None:
        raise Refused("no_term", _("No term has been opened yet. Ask the research office."))
    return term


def _set_people(pattern: Pattern, made: list[Activity]) -> None:
    """Speakers, recorders and who is expected, in a few queries for each activity."""
    lists = []
    for number, activity in enumerate(made):
        speakers = list(pattern.lead_speakers)
        if pattern.turns and speakers:
            speakers = [speakers[number % len(speakers)]]
        activity.lead_speakers.set(speakers)
        activity.recorders.set(pattern.recorders)
        members = members_of(pattern.group, timezone.localdate(activity.starts_at))
        others = [*speakers, *pattern.recorders, *filter(None, [pattern.chair])]
        lists.append((activity, {person.pk for person in [*members, *others]}))
    expect_many(lists)
