"""Emptying the outbox: taking a person's due mails, sending them as one, settling.

A worker takes with a lease and a fence, in one short transaction; it sends
outside of any; it settles only what still carries its fence. Killed before
sending, the lease runs out and the next worker sends; killed between sending
and settling, that one digest is sent again under the same Message-ID. Nothing
else repeats and nothing is lost.
"""

from __future__ import annotations

import logging
import random
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from portal import clock
from portal.notices.mail import digest
from portal.notices.models import Channel, Delivery, Notice
from portal.notices.types import notice_types

logger = logging.getLogger(__name__)

#: Failed attempts after which a mail is given up and shown to the administrator.
MAX_ATTEMPTS = 10
#: Takings that ended with the worker's death, after which the mail itself is suspected.
MAX_TAKINGS = 40
FIRST_PAUSE = timedelta(minutes=2)
LONGEST_PAUSE = timedelta(hours=6)


@dataclass(frozen=True)
class Taken:
    """One person's deliveries under one lease, to leave as one mail."""

    deliveries: list[Delivery]
    message_id: str
    fence: int
    lease_until: datetime

    @property
    def ids(self) -> list[int]:
        return [delivery.pk for delivery in self.deliveries]


def send_due(*, seconds: float = 50) -> int:
    """Send what is due until nothing is, or the time is up; returns the number of mails."""
    until = monotonic() + seconds
    connection = get_connection()
    sent = 0
    while monotonic() < until:
        taken = take_next(at=clock.now())
        if taken is None:
            break
        sent += send_taken(taken, connection)
    with suppress(SMTPException, OSError):
        connection.close()
    return sent


@transaction.atomic
def take_next(*, at: datetime) -> Taken | None:
    """Take the longest waiting mail and what else is due for its person; 3 queries.

    An earlier attempt's deliveries stay together, so that its repeat is the
    same mail. Rows another worker is taking are passed over.
    """
    due = (
        Delivery.objects.due(at)
        .filter(channel=Channel.MAIL)
        .select_related("notice__person")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("send_after", "pk")
    )
    first = due.first()
    if first is None:
        return None
    together = due.filter(notice__person=first.notice.person, message_id=first.message_id)
    deliveries = sorted(together, key=lambda d: d.notice_id)
    message_id = first.message_id or _new_message_id()
    fence = max(delivery.fence for delivery in deliveries) + 1
    lease_until = at + timedelta(seconds=settings.PORTAL_MAIL_LEASE_SECONDS)
    Delivery.objects.filter(pk__in=[d.pk for d in deliveries]).update(
        state=Delivery.State.SENDING,
        attempts=F("attempts") + 1,
        lease_until=lease_until,
        message_id=message_id,
        fence=fence,
    )
    return Taken(deliveries, message_id, fence, lease_until)


def send_taken(taken: Taken, connection: BaseEmailBackend) -> bool:
    """Send one digest and settle it; True when a mail left."""
    standing = _withdraw_fallen(taken)
    if not standing:
        return False
    if obstacle := _obstacle(standing[0]):
        _give_up(taken, obstacle)
        return False
    mail = digest(
        standing[0].notice.person, [d.notice for d in standing], message_id=taken.message_id
    )
    mail.connection = connection
    if clock.now() >= taken.lease_until:
        logger.warning("mail_lease_lost", extra={"message_id": taken.message_id})
        return False
    return _hand_over(mail, taken)


def _obstacle(delivery: Delivery) -> str:
    """Why this cannot be sent at all, or nothing."""
    person = delivery.notice.person
    if not (person.is_active and person.email):
        return "no mail address"
    return "its worker ended every time" if delivery.attempts >= MAX_TAKINGS else ""


def _hand_over(mail: EmailMultiAlternatives, taken: Taken) -> bool:
    """Give the mail to the server and settle by its answer."""
    try:
        mail.send()
    except SMTPRecipientsRefused as refusal:
        _give_up(taken, str(refusal))
        return False
    except (SMTPException, OSError) as failure:
        with suppress(SMTPException, OSError):
            mail.connection.close()
        _postpone(taken, str(failure) or type(failure).__name__)
        return False
    _settle(taken, state=Delivery.State.SENT, sent_at=clock.now(), lease_until=None, answer="")
    return True


def send_again(ids: Iterable[int]) -> int:
    """Put given-up deliveries back into the outbox, for the administrator."""
    return Delivery.objects.filter(pk__in=ids, state=Delivery.State.FAILED).update(
        state=Delivery.State.PENDING, attempts=0, send_after=clock.now(), lease_until=None
    )


def _withdraw_fallen(taken: Taken) -> list[Delivery]:
    """Set aside what was withdrawn, or whose cause no longer holds, before it is sent."""
    standing = _still_standing([d.notice for d in taken.deliveries if not d.notice.withdrawn_at])
    fallen = [d.pk for d in taken.deliveries if d.notice_id not in standing]
    if fallen:
        Delivery.objects.filter(
            pk__in=fallen, fence=taken.fence, state=Delivery.State.SENDING
        ).update(state=Delivery.State.WITHDRAWN, lease_until=None)
    return [d for d in taken.deliveries if d.notice_id in standing]


def _still_standing(notices: list[Notice]) -> set[int]:
    standing = set()
    for slug in {notice.type for notice in notices}:
        of_type = [notice for notice in notices if notice.type == slug]
        still_stands = notice_types.get(slug).still_stands if slug in notice_types else None
        standing |= still_stands(of_type) if still_stands else {n.pk for n in of_type}
    return standing


def _postpone(taken: Taken, answer: str) -> None:
    """Try again later, each time after a longer pause; give up after the last."""
    attempt = taken.deliveries[0].attempts + 1
    if attempt >= MAX_ATTEMPTS:
        _give_up(taken, answer)
        return
    pause = min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE)
    jitter = random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries, guards nothing
    logger.info("mail_postponed", extra={"message_id": taken.message_id, "attempt": attempt})
    _settle(
        taken,
        state=Delivery.State.PENDING,
        send_after=clock.now() + pause * jitter,
        lease_until=None,
        answer=answer[:1000],
    )


def _give_up(taken: Taken, answer: str) -> None:
    logger.warning("mail_given_up", extra={"message_id": taken.message_id})
    _settle(taken, state=Delivery.State.FAILED, lease_until=None, answer=answer[:1000])


def _settle(taken: Taken, **fields: object) -> None:
    """Write the outcome where the fence is still ours; a newer worker's word stands."""
    settled = Delivery.objects.filter(
        pk__in=taken.ids, fence=taken.fence, state=Delivery.State.SENDING
    ).update(**fields)
    if not settled:
        logger.warning("mail_fence_lost", extra={"message_id": taken.message_id})


def _new_message_id() -> str:
    host = urlsplit(settings.PORTAL_BASE_URL).hostname or "localhost"
    return f"<{uuid.uuid4().hex}@{host}>"
