"""Events (日程): what happens when, who is bound to be there, and where to read on.

Computed, never stored. A domain declares its sources in `events.py`; each
answers for a window of time in a bounded number of queries. The calendar, the
warnings of clashes and later a person's private feed read the same sources.

A window is half open: `first` belongs to it, `last` does not. What ends at
10:00 does not meet what begins at 10:00.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext

from portal.agenda.words import event_time
from portal.registry import Registry

if TYPE_CHECKING:
    from portal.people.models import User


@dataclass(frozen=True)
class Event:
    """One thing at one time.

    `key` names the thing for ever and in the whole portal, whatever its time
    (`open_lesson:7`); a feed makes its uid of it, and `changed_at` its
    last-modified. `ends_at` is the first moment after it; an event `all_day`
    runs from a midnight to a midnight at school. `person_ids` are those bound
    to be there, None is the whole school; `group_ids` whose event it is.
    `kind` and `icon` say more than the source does, where there is more to say.
    """

    key: str
    title: str | Promise
    starts_at: datetime
    ends_at: datetime
    url: str
    place: str = ""
    kind: str | Promise = ""
    icon: str = ""
    person_ids: frozenset[int] | None = frozenset()
    group_ids: frozenset[int] = frozenset()
    all_day: bool = False
    is_cancelled: bool = False
    changed_at: datetime | None = None

    def meets(self, first: datetime, last: datetime) -> bool:
        """Whether it shares a moment with the window."""
        return self.starts_at < last and (self.ends_at > first or self.starts_at >= first)

    def binds(self, person: User) -> bool:
        return self.person_ids is None or person.pk in self.person_ids

    def concerns_groups(self, group_ids: Iterable[int]) -> bool:
        return self.person_ids is None or not self.group_ids.isdisjoint(group_ids)


def is_busy(person: User, event: Event) -> str:
    """The warning of a clash, where a source has no better words."""
    return gettext("%(person)s: “%(event)s”, %(time)s.") % {
        "person": person.name,
        "event": event.title,
        "time": event_time(event),
    }


@dataclass(frozen=True, eq=False)
class EventSource:
    """Where events of one kind come from; the number of queries never depends on the rows.

    `between(first, last, people=…)` yields what takes people's time in the
    window, for warnings of clashes; `people` None means everyone. What takes
    nobody's time (a deadline) is left out.

    `for_user(user, first, last)` yields what this person may see in the
    window: rights are the source's duty. Cancelled events are yielded, so that
    people see that nothing happens.

    `clash(person, event)` is the sentence of a warning, read by colleagues who
    plan: it says no more than they may know. A source that `is_routine` (the
    timetable) is on the calendar only when its kind is asked for; one that
    `is_personal` (what somebody owes) only among what is one's own, never on
    the calendar of the groups or the school, which people print and hang up.
    """

    slug: str
    label: str | Promise
    between: Callable[..., Iterable[Event]]
    for_user: Callable[[User, datetime, datetime], Iterable[Event]]
    icon: str = "calendar"
    clash: Callable[[User, Event], str] = is_busy
    is_routine: bool = False
    is_personal: bool = False


event_sources: Registry[EventSource] = Registry("event source")
