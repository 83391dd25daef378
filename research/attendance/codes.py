"""The code that the chair shows: a signed address for the QR code, six characters to type.

Both change every half minute and are computed from the portal's secret, the
gathering and the moment at which they were first shown; nothing is stored. An
address names its gathering and its moment and cannot be made by others; typed
characters are compared with those of the gatherings around the hour.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from portal.refusal import Refused
from research.attendance.gatherings import meetings_between
from research.attendance.models import How, SignInSetting, Where

#: No look-alikes: 0 O, 1 I L, 2 Z, 5 S, 8 B are left out.
ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
LENGTH = 6
#: Web servers whose clocks differ by more have other troubles.
SKEW = timedelta(seconds=5)
#: The six characters are looked for among gatherings that begin within this of now.
WITHIN_REACH = timedelta(hours=12)

_ADDRESS = re.compile(
    r"(?P<record>[1-9][0-9]{0,18})-(?P<moment>[0-9]{1,11}|online)-(?P<mac>[\w-]{20})"
)


@dataclass(frozen=True)
class Code:
    """`path` is what the QR code holds; `typed` stands below it in two threes."""

    path: str
    typed: str

    @property
    def spaced(self) -> str:
        return f"{self.typed[:3]} {self.typed[3:]}"


@dataclass(frozen=True)
class Scan:
    """What a code says: which gathering, how it was read, and where that puts the person."""

    record_id: int
    how: How
    where: Where | None = None


def code_for(record_id: int, at: datetime, setting: SignInSetting) -> Code:
    """The code shown at `at`; no query."""
    moment = _shown_since(at, setting.code_seconds)
    token = f"{record_id}-{moment}-{_mac(f'{record_id}:{moment}')}"
    return Code(reverse("attendance:scan", args=[token]), _typed(record_id, moment))


def online_path(record_id: int) -> str:
    """The link for the chat of an online meeting: good for as long as signing in is open."""
    token = f"{record_id}-online-{_mac(f'{record_id}:online')}"
    return reverse("attendance:scan", args=[token])


def read_code(text: str, at: datetime, setting: SignInSetting) -> Scan:
    """What a scanned or typed code stands for; one query for a typed one.

    Refused: `unknown_code` for what was never shown, `old_code`.
    """
    address = _ADDRESS.fullmatch(text)
    return _read_address(address, at, setting) if address else _read_typed(text, at, setting)


def _read_address(address: re.Match[str], at: datetime, setting: SignInSetting) -> Scan:
    record_id, moment = int(address["record"]), address["moment"]
    if not constant_time_compare(address["mac"], _mac(f"{record_id}:{moment}")):
        raise _unknown()
    if moment == "online":
        return Scan(record_id, How.LINK, Where.ONLINE)
    age = at - datetime.fromtimestamp(int(moment), UTC)
    if age < -SKEW:
        raise _unknown()
    if age > setting.acceptance:
        raise Refused(
            "old_code",
            _("This code is no longer good: it changes all the time. Scan the one shown now."),
        )
    return Scan(record_id, How.QR)


def _read_typed(text: str, at: datetime, setting: SignInSetting) -> Scan:
    typed = plain_code(text)
    if len(typed) != LENGTH:
        raise _unknown()
    meetings = meetings_between(at - WITHIN_REACH, at + WITHIN_REACH)
    for moment in _still_good(at, setting):
        for meeting in meetings:
            if constant_time_compare(typed, _typed(meeting.record_id, moment)):
                return Scan(meeting.record_id, How.CODE)
    raise _unknown()


def plain_code(text: str) -> str:
    """As typed by people: small letters, full-width ones, spaces and hyphens."""
    return re.sub(r"[\s\-·.]+", "", unicodedata.normalize("NFKC", text)).upper()


def _unknown() -> Refused:
    return Refused(
        "unknown_code",
        _("No meeting shows this code now. Look again at the screen: the code changes."),
    )


def _shown_since(at: datetime, seconds: int) -> int:
    """When the code of `at` was first shown, in seconds of the epoch."""
    return int(at.timestamp()) // seconds * seconds


def _still_good(at: datetime, setting: SignInSetting) -> Iterator[int]:
    newest = _shown_since(at, setting.code_seconds)
    oldest = at.timestamp() - setting.code_accepted_for
    while newest >= oldest:
        yield newest
        newest -= setting.code_seconds


def _mac(value: str) -> str:
    """120 bits, which make a QR code that is read from the last row."""
    digest = salted_hmac("attendance.code", value, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:15]).decode()


def _typed(record_id: int, moment: int) -> str:
    digest = salted_hmac("attendance.typed", f"{record_id}:{moment}", algorithm="sha256").digest()
    number = int.from_bytes(digest[:8], "big")
    letters = []
    for _n in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
