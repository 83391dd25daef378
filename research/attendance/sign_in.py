"""Signing in: a person says by a code that they are there.

What counts is the moment of the scan. It writes one row for the person and
their credit, locks nothing that others write, and may be repeated: the first
sign-in stands. Eighty people do this within a minute.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.people.models import User
from portal.refusal import Refused
from research.attendance.credit import credit_attendance
from research.attendance.models import ATTENDED, Attendance, Gathering, How, Mode, Where
from research.attendance.windows import SignInWindow, require_open, window_of


@transaction.atomic
def sign_in(
    gathering: Gathering,
    person: User,
    *,
    at: datetime,
    how: How,
    where: Where | None = None,
    device: str = "",
    window: SignInWindow | None = None,
) -> Attendance:
    """Note that the person was there at `at`, in time or late; who is not on the list is added.

    Somebody on leave who comes is present. Refused: `not_on_staff`, `cancelled`,
    `too_early`, `too_late`, `where_needed`, `not_online`. Seven queries at most.
    """
    if not person.is_active:
        raise Refused("not_on_staff", _("This account is closed."))
    window = window or window_of(gathering)
    require_open(gathering, window, at)
    signed = {
        "status": window.status_at(at),
        "where": place_of(gathering, where),
        "signed_at": at,
        "how": how,
        "reason": "",
        "device_hash": device,
        "noted_by": None,
        "updated_at": clock.now(),
    }
    row = _write(gathering, person, signed)
    credit_attendance(gathering.pk, person.pk, row.status)
    gathering.note_sign_in(at)
    return row


def place_of(gathering: Gathering, where: Where | None) -> Where:
    """Where somebody is: the gathering's only place, or what was said at the scan.

    Refused: `where_needed`, `not_online`.
    """
    if gathering.mode == Mode.ON_SITE:
        if where == Where.ONLINE:
            raise Refused("not_online", _("This meeting is held on site only."))
        return Where.ON_SITE
    if gathering.mode == Mode.ONLINE:
        return Where.ONLINE
    if where is None:
        raise Refused("where_needed", _("Say whether you are there or online."))
    return where


def _write(gathering: Gathering, person: User, signed: dict[str, object]) -> Attendance:
    """The row of this person, changed only by who comes first."""
    mine = Attendance.objects.of(gathering).by(person)
    if not mine.exclude(status__in=ATTENDED).update(**signed):
        Attendance.objects.bulk_create(
            [Attendance(record_id=gathering.pk, person=person, is_expected=False, **signed)],
            ignore_conflicts=True,
        )
    return mine.get()
