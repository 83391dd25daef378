"""What stands on a page of the calendar: the events of a month, laid on its days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.agenda.sources import Event, EventSource, event_sources
from portal.agenda.words import first_day, hours_on, last_day
from portal.people.models import Group
from portal.terms.months import DayCell, Month, day_and_month, month_of
from portal.ui.dates import week_label

if TYPE_CHECKING:
    from portal.people.models import User

SCOPES: dict[str, str | Promise] = {
    "mine": gettext_lazy("Mine"),
    "groups": gettext_lazy("My groups"),
    "school": gettext_lazy("Whole school"),
}
#: What a day of the grid has room for; the rest is in the list.
ROOM_IN_A_DAY = 4


@dataclass(frozen=True)
class Entry:
    """An event as it stands on one day; `group` tells apart what several do at once."""

    event: Event
    source: EventSource
    day: date
    group: str = ""

    @property
    def hours(self) -> str:
        return hours_on(self.event, self.day)

    @property
    def begins(self) -> str:
        """The hour in the grid, where there is room for one; none for what lasts all day."""
        is_first = self.day == first_day(self.event)
        if self.event.all_day or not is_first:
            return ""
        return f"{timezone.localtime(self.event.starts_at):%H:%M}"

    @property
    def kind(self) -> str | Promise:
        return self.event.kind or self.source.label

    @property
    def icon(self) -> str:
        return self.event.icon or self.source.icon

    @property
    def place_in_day(self) -> tuple[bool, datetime, str]:
        return not self.event.all_day, self.event.starts_at, self.event.key


@dataclass(frozen=True)
class Day:
    """A day with what happens on it; the list shows days of a holiday as one, `until` the last."""

    cell: DayCell
    week: int
    entries: list[Entry] = field(default_factory=list)
    until: date | None = None

    @property
    def heading(self) -> str:
        """Wednesday, 7 October; 10月7日 星期三."""
        day = day_and_month(self.cell.date)
        if self.until is not None:
            return _("%(first)s to %(last)s") % {"first": day, "last": day_and_month(self.until)}
        weekday = WEEKDAYS[self.cell.date.weekday()]
        return _("%(weekday)s, %(day)s") % {"weekday": weekday, "day": day}

    @property
    def week_label(self) -> str:
        return week_label(self.week) if self.week else ""

    @property
    def in_grid(self) -> list[Entry]:
        """As many as there is room for; one too many takes the place of "1 more"."""
        fits = len(self.entries) <= ROOM_IN_A_DAY + 1
        return self.entries if fits else self.entries[:ROOM_IN_A_DAY]

    @property
    def more(self) -> int:
        return len(self.entries) - len(self.in_grid)

    @property
    def has_something(self) -> bool:
        return bool(self.entries or self.cell.name)

    def goes_on_with(self, day: Day) -> bool:
        """Whether that day is one more of the same holiday, and nothing happens on either."""
        return (
            not self.entries
            and not day.entries
            and (self.until or self.cell.date) + timedelta(days=1) == day.cell.date
            and (self.cell.name, self.cell.tone) == (day.cell.name, day.cell.tone)
        )


@dataclass(frozen=True)
class Week:
    label: str
    days: list[Day]


@dataclass(frozen=True)
class MonthPage:
    """A month as one person asks for it; `kind` is the slug of an offered source, "" for all."""

    user: User
    first: date
    today: date
    scope: str = "mine"
    kind: str = ""

    @cached_property
    def month(self) -> Month:
        return month_of(self.first, today=self.today)

    @cached_property
    def weeks(self) -> list[Week]:
        """The month's weeks with their events; the queries of the month and of the sources."""
        by_day = self._entries_by_day()
        return [
            Week(
                week_label(row.week) if row.week else "",
                [Day(cell, row.week, by_day.get(cell.date, [])) for cell in row.days],
            )
            for row in self.month.weeks
        ]

    @cached_property
    def days(self) -> list[Day]:
        """The month's days on which something happens, for the list."""
        found: list[Day] = []
        for day in (day for week in self.weeks for day in week.days):
            if not (day.cell.is_in_month and day.has_something):
                continue
            if found and found[-1].goes_on_with(day):
                found[-1] = replace(found[-1], until=day.cell.date)
            else:
                found.append(day)
        return found

    @property
    def whose(self) -> str | Promise:
        """What the sheet of paper says; on the screen the tabs do."""
        return self.user.name if self.scope == "mine" else SCOPES[self.scope]

    @property
    def is_empty(self) -> bool:
        return not any(day.entries for day in self.days)

    def _entries_by_day(self) -> dict[date, list[Entry]]:
        found: dict[date, list[Entry]] = {}
        entries = list(self._entries())
        names = self._group_names(entries)
        for entry in entries:
            named = replace(entry, group=names.get(_only(entry.event.group_ids), ""))
            found.setdefault(entry.day, []).append(named)
        for of_day in found.values():
            of_day.sort(key=lambda entry: entry.place_in_day)
        return found

    def _group_names(self, entries: Iterable[Entry]) -> dict[int | None, str]:
        """One query where other people's events are shown; among my own nobody needs them."""
        groups = (_only(entry.event.group_ids) for entry in entries)
        wanted = {pk for pk in groups if pk is not None}
        if self.scope == "mine" or not wanted:
            return {}
        return dict(Group.objects.filter(pk__in=wanted).values_list("pk", "name"))

    def _entries(self) -> Iterator[Entry]:
        first, last = midnight(self.first), midnight(self.month.last + timedelta(days=1))
        for source in self._sources():
            for event in source.for_user(self.user, first, last):
                if event.meets(first, last) and self._is_in_scope(event):
                    yield from self._on_its_days(event, source)

    @property
    def offered(self) -> list[EventSource]:
        """The kinds that this calendar can be narrowed to."""
        return [s for s in event_sources if self.scope == "mine" or not s.is_personal]

    def _sources(self) -> Iterable[EventSource]:
        if chosen := [source for source in self.offered if source.slug == self.kind]:
            return chosen
        return [source for source in self.offered if not source.is_routine]

    def _is_in_scope(self, event: Event) -> bool:
        if self.scope == "school" or event.binds(self.user):
            return True
        return self.scope == "groups" and event.concerns_groups(self.user.group_ids)

    def _on_its_days(self, event: Event, source: EventSource) -> Iterator[Entry]:
        day = max(first_day(event), self.first)
        while day <= min(last_day(event), self.month.last):
            yield Entry(event, source, day)
            day += timedelta(days=1)


def _only(group_ids: frozenset[int]) -> int | None:
    """The group of an event that is one group's."""
    return next(iter(group_ids)) if len(group_ids) == 1 else None


def midnight(day: date) -> datetime:
    """The first moment of a day at school."""
    return timezone.make_aware(datetime.combine(day, time.min))
