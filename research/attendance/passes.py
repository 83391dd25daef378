"""A pass: the scan kept in a signed address while its reader signs in to the portal.

What counts is when the code was read. The pass belongs to the phone that read
it, so an address sent to a friend signs nobody in, and it is good for some
minutes, or until an early scan's sign-in has been open for as long.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from portal.refusal import Refused
from research.attendance.codes import Scan
from research.attendance.models import How, SignInSetting, Where
from research.attendance.windows import SignInWindow

SALT = "attendance.pass"


@dataclass(frozen=True)
class Pass:
    """`where` is None where the gathering is in both places and the person must say."""

    record_id: int
    scanned_at: datetime
    how: How
    where: Where | None
    device: str


def write_pass(scan: Scan, scanned_at: datetime, device: str) -> str:
    told = [
        scan.record_id,
        int(scanned_at.timestamp()),
        scan.how.value,
        scan.where.value if scan.where else "",
        device[:16],
    ]
    return signing.dumps(told, salt=SALT)


def read_pass(text: str, device: str) -> Pass:
    """Refused: `unknown_pass`; `other_device` on another phone or in another browser."""
    try:
        record_id, moment, how, where, bound_to = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise Refused("unknown_pass", _("Scan the code on the screen once more.")) from None
    if not device or not constant_time_compare(bound_to, device[:16]):
        raise Refused(
            "other_device",
            _("The code was scanned on another phone or in another browser. Scan it here."),
        )
    scanned_at = datetime.fromtimestamp(moment, UTC)
    return Pass(record_id, scanned_at, How(how), Where(where) if where else None, device)


def require_fresh(held: Pass, window: SignInWindow, at: datetime, setting: SignInSetting) -> None:
    """Refused: `old_pass` once signing in to the portal has taken too long."""
    good_until = window.moment_of(held.scanned_at) + timedelta(minutes=setting.login_minutes)
    if at > good_until:
        raise Refused("old_pass", _("It is too long since you scanned. Scan the code shown now."))
