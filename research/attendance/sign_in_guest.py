"""A guest from another school signs in with name and school; a code is needed, no account."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from django.db import transaction

from portal.people.models import record_audit_event
from research.attendance.models import Gathering, Guest, Where
from research.attendance.sign_in import place_of
from research.attendance.windows import SignInWindow, require_open, window_of


@transaction.atomic
def sign_in_guest(
    gathering: Gathering,
    *,
    name: str,
    school: str,
    at: datetime,
    where: Where | None = None,
    device: str = "",
    window: SignInWindow | None = None,
) -> Guest:
    """Repeating it returns the first row. Refused as `sign_in` is."""
    require_open(gathering, window or window_of(gathering), at)
    guest, is_first = Guest.objects.get_or_create(
        record_id=gathering.pk,
        name=_plain(name),
        school=_plain(school),
        defaults={
            "where": place_of(gathering, where),
            "signed_at": at,
            "device_hash": device,
        },
    )
    if is_first:
        gathering.note_sign_in(at)
    return guest


@transaction.atomic
def remove_guest(guest: Guest) -> None:
    """Take a name off that somebody mistyped; the audit keeps that it stood there."""
    record_audit_event(None, "guest_removed", guest, record=guest.record_id)
    guest.delete()


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).split())
