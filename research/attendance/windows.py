"""When signing in to a gathering is open, and from when on somebody is late.

The school's rule (SignInSetting), counted from the start, unless the chair
opened it by hand or kept it open longer (SignInSheet). Every moment includes
the minute it names, as deadlines do: docs/rules.md#attendance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from portal.records.models import State
from portal.refusal import Refused
from research.attendance.models import Gathering, SignInSetting, SignInSheet, Status

#: What the chair decided counts for the day of the gathering, not once it is moved to another.
SAME_OCCASION = timedelta(hours=12)
THE_MINUTE_ITSELF = timedelta(minutes=1)


@dataclass(frozen=True)
class SignInWindow:
    """`closes_at` and `late_after` name the last minute that is in time."""

    opens_at: datetime
    closes_at: datetime
    late_after: datetime
    closed_at: datetime | None = None

    def is_early(self, at: datetime) -> bool:
        return at < self.opens_at

    def is_over(self, at: datetime) -> bool:
        """The time is up, or the list had been closed by then."""
        if self.closed_at is not None and at >= self.closed_at:
            return True
        return at >= self.closes_at + THE_MINUTE_ITSELF

    def is_open(self, at: datetime) -> bool:
        return not self.is_early(at) and not self.is_over(at)

    def status_at(self, at: datetime) -> Status:
        is_late = at >= self.late_after + THE_MINUTE_ITSELF
        return Status.LATE if is_late else Status.PRESENT

    def moment_of(self, scanned_at: datetime) -> datetime:
        """An early scan waits for the opening and counts from then on."""
        return max(scanned_at, self.opens_at)


def window_of(gathering: Gathering, setting: SignInSetting | None = None) -> SignInWindow:
    """Two queries; one where the setting is known."""
    setting = setting or SignInSetting.current()
    sheet = SignInSheet.objects.filter(record_id=gathering.pk).first() or SignInSheet()
    opens_at = gathering.starts_at - timedelta(minutes=setting.opens_before)
    closes_at = gathering.starts_at + timedelta(minutes=setting.closes_after)
    if sheet.opened_at and is_about_now(gathering, sheet.opened_at):
        opens_at = min(opens_at, sheet.opened_at)
    if sheet.open_until and is_about_now(gathering, sheet.open_until):
        closes_at = max(closes_at, sheet.open_until)
    return SignInWindow(
        opens_at=opens_at,
        closes_at=closes_at,
        late_after=gathering.starts_at + timedelta(minutes=setting.late_after),
        closed_at=_closed_at(gathering, sheet),
    )


def is_about_now(gathering: Gathering, at: datetime) -> bool:
    """Near enough to its start to be about this occasion."""
    return abs(at - gathering.starts_at) <= SAME_OCCASION


def _closed_at(gathering: Gathering, sheet: SignInSheet) -> datetime | None:
    """A list may be closed days later; one closed before the meeting was moved counts no more."""
    is_earlier = sheet.closed_at and sheet.closed_at < gathering.starts_at - SAME_OCCASION
    return None if is_earlier else sheet.closed_at


def require_open(gathering: Gathering, window: SignInWindow, at: datetime) -> None:
    """Raise Refused: `cancelled`, `too_early` or `too_late`."""
    if gathering.is_cancelled or gathering.state == State.WITHDRAWN:
        raise Refused("cancelled", _("This meeting was cancelled."))
    if window.is_early(at):
        raise Refused("too_early", _("Signing in has not opened yet."))
    if window.is_over(at):
        raise Refused(
            "too_late",
            _("Signing in is closed. If you are there, ask the chair to put you on the list."),
        )
