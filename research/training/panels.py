"""On a claim's page, for whoever decides: what else the ledger holds of the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.records.panels import RecordPanel, record_panels
from portal.records.rules import is_author
from research.training.follow_claim import claim_key
from research.training.ledger import line_of
from research.training.models import HourEntry, HourState, Source
from research.training.same import groups_of
from research.training.words import days_text, hours_text

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record


def same_as(record: Record, user: User) -> dict[str, Any] | None:
    """Lines of other sources that speak of what is claimed; one query."""
    if not (user.has_perm("training.hours.reconcile") or is_author(user, record)):
        return None
    mine = HourEntry.objects.filter(person_id=record.author_id).exclude(source=Source.TOTAL)
    entries = mine.exclude(state=HourState.REJECTED).filter(
        year__in=(record.occurred_on.year, record.occurred_on.year + 1)
    )
    lines = [line_of(entry) for entry in entries]
    for group in groups_of(lines, {}):
        others = [line for line in group.lines if line.key != claim_key(record)]
        if len(others) < len(group.lines) and others:
            return {
                "is_doubtful": group.is_doubtful,
                "others": [
                    (line, hours_text(line.hours), days_text(line), Source(line.source).label)
                    for line in others
                ],
            }
    return None


record_panels.register(
    RecordPanel(
        slug="same_hours",
        template="training/_same_hours.html",
        context=same_as,
        kinds=frozenset({"training_claim"}),
    )
)
