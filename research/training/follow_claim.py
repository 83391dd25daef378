"""What a claim's transitions do to the ledger: claimed, verified, or gone from it.

Called in the transaction of each transition (RecordKind.moved), so the queue's
bulk acceptance and its undoing keep the ledger right as well.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from portal.records.decide import return_record
from portal.records.models import Record, Review, State
from research.training.models import HourEntry, HourState, Source, TrainingClaim
from research.training.notice_types import CLAIM_REJECTED

if TYPE_CHECKING:
    from portal.people.models import User

STATES = {State.SUBMITTED: HourState.CLAIMED, State.ACCEPTED: HourState.VERIFIED}


def claim_key(claim: Record) -> str:
    return f"claim:{claim.pk}"


def follow_claim(record: Record, review: Review) -> None:
    """One entry of hours for what was handed in or accepted; none for anything else."""
    claim = TrainingClaim.objects.get(pk=record.pk)
    state = STATES.get(State(record.state))
    if record.state == State.SUBMITTED and claim.is_rejected:
        # The decision was reopened: it waits again.
        TrainingClaim.objects.filter(pk=claim.pk).update(is_rejected=False)
    if state is None and not claim.is_rejected:
        HourEntry.objects.filter(person_id=claim.author_id, key=claim_key(claim)).delete()
        return
    HourEntry.objects.update_or_create(
        person_id=claim.author_id,
        key=claim_key(claim),
        defaults={
            "year": claim.last_day.year,
            "source": Source.CLAIM,
            "category": claim.category,
            "title": claim.title,
            "organiser": claim.organiser,
            "level": claim.level,
            "starts_on": claim.occurred_on,
            "ends_on": claim.last_day,
            "hours": claim.hours or Decimal(0),
            "certificate_number": claim.certificate_number,
            "state": state or HourState.REJECTED,
            "record_id": claim.pk,
        },
    )


@transaction.atomic
def reject_claim(claim: Record, *, by: User, words: str) -> Review:
    """The office does not recognise it (不予认定): final, with words; only reopening undoes it.

    Refused: as returning (`own_record`, `not_reviewer`, `wrong_state`, `words_required`).
    """
    TrainingClaim.objects.select_for_update().filter(pk=claim.pk).update(is_rejected=True)
    return return_record(claim, by=by, words=words, notice=CLAIM_REJECTED)
