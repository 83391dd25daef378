"""The sweep: crossings of an offset become notices, exactly one for each.

Every ten minutes it looks at what is owed now, posts the latest crossing of
each unmet due, and takes back what no longer holds: met, moved, superseded by
a later offset, or gone. The key of a notice is the due, its minute, the offset
and the person, unique in the database; so repeated, concurrent and killed
sweeps add nothing twice, and what one left undone the next one does.
"""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise

from portal import clock
from portal.deadlines.dues import Due, dues_between
from portal.deadlines.offsets import (
    LONGEST_OFFSET,
    Reached,
    latest_offset,
    next_opening,
    sending_time,
)
from portal.deadlines.shares import has_passed
from portal.deadlines.standing import REMINDERS, thing_of
from portal.notices.models import Delivery, Notice
from portal.notices.post import BATCH, Wording, post_notices
from portal.notices.types import in_every_language
from portal.notices.withdraw import restore_notices, withdraw_notices
from portal.terms.calendar import Calendar

logger = logging.getLogger(__name__)

#: How far back an unmet due is still announced.
LOOK_BACK = timedelta(days=183)
#: Offsets reach over rest days, so the window is wider than the longest of them.
LOOK_AHEAD = timedelta(days=LONGEST_OFFSET + 14)
#: The longest holiday that stands between two working days.
HOLIDAYS = timedelta(days=75)


@dataclass(frozen=True)
class SweepResult:
    posted: int
    withdrawn: int
    restored: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """An unmet due at the offset it reached last; `key` names the person too."""

    due: Due
    reached: Reached

    @property
    def key(self) -> str:
        return f"{thing_of(self.due)}:{self.reached.offset}:{self.due.person_id}"


def sweep(at: datetime | None = None) -> SweepResult:
    """Bring the notices in step with what is owed at this moment.

    The queries of the sources, and a few for every thousand notices.
    """
    at = at or clock.now()
    calendar = Calendar.between(
        timezone.localdate(at - LOOK_BACK - HOLIDAYS),
        timezone.localdate(at + LOOK_AHEAD + HOLIDAYS),
    )
    dues = dues_between(at - LOOK_BACK, at + LOOK_AHEAD, reaching_from=at)
    crossings = {crossing.key: crossing for crossing in crossings_at(dues, at, calendar)}
    withdrawn = withdraw_notices(_fallen(crossings), at=at)
    known = _known(list(crossings))
    restored = _restore(known, crossings, at, calendar)
    fresh = [crossing for key, crossing in crossings.items() if key not in known]
    posted = post_notices(_wordings(fresh, at, calendar))
    result = SweepResult(posted, withdrawn, restored)
    logger.info("sweep_done", extra={"result": result})
    return result


def crossings_at(dues: Iterable[Due], at: datetime, calendar: Calendar) -> Iterator[Crossing]:
    """The latest crossing of every due that is not met; none for those not yet announced."""
    for due in dues:
        reached = None if due.is_met else latest_offset(due, at, calendar)
        if reached is not None:
            yield Crossing(due, reached)


def _fallen(crossings: Container[str]) -> list[int]:
    """Ids of reminders, unread or unsent, that are no longer the latest of an unmet due."""
    waiting = Delivery.objects.waiting().filter(notice=OuterRef("pk"))
    reminders = Notice.objects.standing().filter(
        Q(read_at__isnull=True) | Exists(waiting), type__in=REMINDERS
    )
    return [pk for pk, key in reminders.values_list("pk", "key").iterator() if key not in crossings]


def _known(keys: Sequence[str]) -> dict[str, tuple[int, bool]]:
    """Key → (notice, whether it was withdrawn), for those of the keys that were posted."""
    known = {}
    for n in range(0, len(keys), BATCH):
        rows = Notice.objects.filter(key__in=keys[n : n + BATCH])
        for pk, key, withdrawn_at in rows.values_list("pk", "key", "withdrawn_at"):
            known[key] = (pk, withdrawn_at is not None)
    return known


def _restore(
    known: Mapping[str, tuple[int, bool]],
    crossings: Mapping[str, Crossing],
    at: datetime,
    calendar: Calendar,
) -> int:
    """Bring back what was withdrawn under a key that holds again: recalled, or moved back."""
    by_moment: dict[datetime, list[int]] = {}
    for key, (pk, is_withdrawn) in known.items():
        if is_withdrawn:
            moment = sending_time(at, crossings[key].due.due_at, calendar)
            by_moment.setdefault(moment, []).append(pk)
    return sum(restore_notices(ids, send_after=moment) for moment, ids in by_moment.items())


def _wordings(crossings: Iterable[Crossing], at: datetime, calendar: Calendar) -> Iterator[Wording]:
    """The notices of crossings that nobody was told of; what is long past is left in peace."""
    today = timezone.localdate(at)
    mailed = _mailed_on(today)
    labels: dict[str | Promise, dict[str, str]] = {}
    for crossing in crossings:
        if not crossing.reached.is_news(today):
            continue
        due = crossing.due
        if due.label not in labels:
            labels[due.label] = in_every_language(due.label)
        waits = due.person_id in mailed and timezone.localdate(due.due_at) != today
        yield Wording(
            person_id=due.person_id,
            type="due_overdue" if has_passed(due.due_at, at) else "due_soon",
            key=crossing.key,
            send_after=next_opening(today, calendar)
            if waits
            else sending_time(at, due.due_at, calendar),
            url=due.url,
            params={
                "label": labels[due.label],
                "due_at": due.due_at.isoformat(),
                "owed": due.owed,
                "missing": due.missing,
            },
        )


def _mailed_on(today: date) -> set[int]:
    """People who had their reminders of the day already: one digest a day is enough."""
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    return set(
        Delivery.objects.filter(
            state=Delivery.State.SENT, sent_at__gte=midnight, notice__type__in=REMINDERS
        ).values_list("notice__person_id", flat=True)
    )
