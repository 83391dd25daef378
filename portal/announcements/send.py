"""Sending an announcement, and withdrawing it.

Sending resolves the audience, keeps it as rows and posts a notice to each, in
one transaction. Whoever wrote it is not among those it goes to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.announcements.audience import Audience, addressees, require_own_groups
from portal.announcements.models import Announcement, Recipient
from portal.announcements.tell import (
    WITHDRAWN,
    post_wordings,
    take_back_notices,
    tell_recipients,
    type_of,
)
from portal.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.people.models import User

BATCH = 1000


@transaction.atomic
def send_announcement(announcement: Announcement, *, by: User) -> int:
    """Send a draft; returns to how many. What is sent already stays as it is (0).

    Refused: withdrawn, over, no_text, nobody, not_your_group. The number of
    queries does not grow with the people, up to a thousand.
    """
    draft = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if draft.is_sent:
        return 0
    _require_sendable(draft)
    audience = Audience.of(draft)
    require_own_groups(audience, by, clock.today())
    people = addressees(audience, clock.today()) - {draft.author_id}
    if not people:
        raise Refused("nobody", _("Nobody is reached by this choice."))
    draft.send()
    draft.sent_at = clock.now()
    draft.version += 1
    draft.save()
    add_recipients(draft, people)
    return len(people)


def _require_sendable(draft: Announcement) -> None:
    if draft.is_withdrawn:
        raise Refused("withdrawn", _("It was withdrawn: write a new one."))
    if draft.is_over(clock.today()):
        raise Refused("over", _("The day until which it is valid is over."))
    if not draft.body:
        raise Refused("no_text", _("Write what it is about first."))


def add_recipients(announcement: Announcement, person_ids: Iterable[int]) -> int:
    """Rows and notices for these people; returns how many were told for the first time."""
    people = sorted(person_ids)
    Recipient.objects.bulk_create(
        [Recipient(announcement=announcement, person_id=person) for person in people],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    return tell_recipients(announcement, type_of(announcement), people)


@transaction.atomic
def withdraw_announcement(announcement: Announcement, *, by: User, reason: str) -> bool:
    """Take it back, saying why; those who had read it are told. Refused: not_sent, no_reason.

    Withdrawing twice keeps the first reason; returns whether anything changed.
    """
    sent = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if sent.is_withdrawn:
        return False
    if sent.is_draft:
        raise Refused("not_sent", _("It has not been sent: discard the draft instead."))
    if not reason.strip():
        raise Refused("no_reason", _("Say why it is withdrawn."))
    sent.withdraw()
    sent.withdrawn_at, sent.withdrawn_because = clock.now(), reason.strip()
    sent.version += 1
    sent.save()
    take_back_notices(sent)
    sent.recipients.waiting().update(is_waiting=False)
    readers = sent.recipients.read().values_list("person_id", flat=True)
    post_wordings(sent, WITHDRAWN, f"announcement_withdrawn:{sent.pk}", readers)
    return True
