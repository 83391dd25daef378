"""How people type a phone or a staff number, and what was meant."""

import re
import unicodedata

_BETWEEN_DIGITS = re.compile(r"[\s\-‐‑–—.]+")
_COUNTRY_CODE = re.compile(r"^(?:\+86|0086)(?=1\d{10}$)")
PHONE = re.compile(r"^1\d{10}$")


def plain_identifier(typed: str) -> str:
    """Full-width digits made plain, spaces and dashes gone, +86 dropped."""
    plain = unicodedata.normalize("NFKC", typed)
    return _COUNTRY_CODE.sub("", _BETWEEN_DIGITS.sub("", plain))


def typed_staff_number(typed: str) -> str:
    """The same for a staff number, whose own dashes stay."""
    return unicodedata.normalize("NFKC", typed).strip()
