"""Dues (到期事项): what falls due when, for whom, and whether it is met.

Computed, never stored. A domain declares its sources in `duties.py`; each
answers for a window of time in a bounded number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from portal.registry import Registry

if TYPE_CHECKING:
    from portal.people.models import User

DEFAULT_OFFSETS = (14, 7, 3, 1, 0)


@dataclass(frozen=True)
class Due:
    """One thing one person owes by one minute.

    `key` is stable for the thing owed (`requirement:7:w6`), whatever its due
    moment; `url` opens the page where it is done. While it is missing it is
    announced again every week after its day: `overdue_times` at most (None:
    as long as it is missing), and never after `remind_until`.
    """

    key: str
    person_id: int
    due_at: datetime
    label: str | Promise
    url: str
    owed: int = 1
    done: int = 0
    offsets: tuple[int, ...] = DEFAULT_OFFSETS
    overdue_times: int | None = None
    remind_until: datetime | None = None

    @property
    def is_met(self) -> bool:
        return self.done >= self.owed

    @property
    def missing(self) -> int:
        return max(0, self.owed - self.done)


@dataclass(frozen=True, eq=False)
class DueSource:
    """`between(first, last, people)` yields the dues whose moment lies in the window.

    `people` None means everyone. The number of queries must not depend on the
    number of rows. Dues of people whom no reminder should reach (away without
    dates, gone) are left out. `longest_offset`: announced so many days before,
    where that is longer than a requirement may name; the sweep looks so far ahead.
    """

    slug: str
    label: str | Promise
    between: Callable[[datetime, datetime, Iterable[User] | None], Iterable[Due]]
    longest_offset: int = 0


due_sources: Registry[DueSource] = Registry("due source")


def dues_between(
    first: datetime,
    last: datetime,
    people: Iterable[User] | None = None,
    *,
    reaching_from: datetime | None = None,
) -> list[Due]:
    """What every source has in the window, the soonest first.

    `reaching_from`: a source whose offsets reach further than the window is
    asked as far as they reach from that moment.
    """
    asked = None if people is None else list(people)
    found: list[Due] = []
    for source in due_sources:
        until = last
        if reaching_from is not None:
            until = max(last, reaching_from + timedelta(days=source.longest_offset))
        found += source.between(first, until, asked)
    return sorted(found, key=lambda due: (due.due_at, due.person_id, due.key))


def dues_of(person: User, window: tuple[datetime, datetime]) -> list[Due]:
    """What one person has to do in the window, met or not, the soonest first."""
    return dues_between(*window, [person])
