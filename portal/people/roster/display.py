"""A value in words: for a page in the reader's language, for a sheet in the school's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.people.models import HonourLevel, HonourName, Title, User
from portal.people.roster.vocabulary import (
    GENDER_LABELS,
    HONOUR_LABELS,
    LEVEL_LABELS,
    TITLE_LABELS,
)


def in_words(slug: str, value: Any) -> str:
    """For a page; empty where there is nothing."""
    if value in ("", None, []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if slug in _PAGE_WORDS:
        return _PAGE_WORDS[slug](value)
    return "、".join(value) if isinstance(value, list) else str(value)


def in_sheet(slug: str, value: Any) -> Any:
    """For a cell, in the words `portal.people.roster.parse` reads back as the same value."""
    if value in ("", None, []):
        return None
    if slug in _SHEET_WORDS:
        return _SHEET_WORDS[slug](value)
    return "、".join(value) if isinstance(value, list) else value


def _honours_in_words(honours: list[str]) -> str:
    pairs = [honour.split(":") for honour in honours]
    return "、".join(
        f"{HonourLevel(level).label} · {HonourName(name).label}" for level, name in pairs
    )


def _honours_in_sheet(honours: list[str]) -> str:
    pairs = [honour.split(":") for honour in honours]
    return "、".join(f"{LEVEL_LABELS[level]}{HONOUR_LABELS[name]}" for level, name in pairs)


def _month(value: str) -> str:
    return value[:7]


_PAGE_WORDS: dict[str, Callable[[Any], str]] = {
    "birth_month": _month,
    "taught_since": _month,
    "gender": lambda value: str(User.Gender(value).label),
    "title": lambda value: str(Title(value).label),
    "honours": _honours_in_words,
}
_SHEET_WORDS: dict[str, Callable[[Any], Any]] = {
    "birth_month": _month,
    "taught_since": _month,
    "joined_on": date.fromisoformat,
    "gender": GENDER_LABELS.__getitem__,
    "title": TITLE_LABELS.__getitem__,
    "honours": _honours_in_sheet,
}
