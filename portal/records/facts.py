"""What a record's page shows of its kind's own fields: facts in a line, long texts in full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.records.kinds import RecordKind
from portal.records.models import Attachment, Record
from portal.records.prose import clean_prose, pictures_in
from portal.ui.dates import school_date, school_datetime
from portal.ui.parts import state_badge, tag


@dataclass(frozen=True)
class Fact:
    label: str | Promise
    value: Any


def facts_of(kind: RecordKind, record: Record) -> list[Fact]:
    """The kind's fact fields that are filled in, in their order; the heading is not said twice."""
    facts = []
    for name in kind.fact_fields:
        value = _shown(record, kind.model._meta.get_field(name))
        if value not in {None, "", record.display_title}:
            label = kind.model._meta.get_field(name).verbose_name
            facts.append(Fact(label, value))
    return facts


def bodies_of(
    kind: RecordKind, record: Record, *, files: Iterable[Attachment] | None = None
) -> list[Fact]:
    """The long texts that are filled in, as safe HTML, with the pictures among `files`.

    They were cleaned when saved; rows that came in another way (an import, a
    script) are cleaned here, so that no text reaches a page as it came. Where
    no `files` are given and a text shows one, the record's are read: one query.
    """
    texts = {name: getattr(record, name) or "" for name in kind.body_fields}
    if files is None and any(map(pictures_in, texts.values())):
        files = record.attachments.all()
    own = {file.uid for file in files or ()}
    bodies = []
    for name, text in texts.items():
        html = clean_prose(text, files=own)
        if html:
            field = kind.model._meta.get_field(name)
            bodies.append(Fact(field.verbose_name, _safe(html)))
    return bodies


def beside_the_texts(
    kind: RecordKind, record: Record, files: Iterable[Attachment]
) -> list[Attachment]:
    """The pictures that no text shows already."""
    shown = {uid for name in kind.body_fields for uid in pictures_in(getattr(record, name) or "")}
    return [file for file in files if file.is_picture and file.uid not in shown]


def standing_badge(kind: RecordKind, record: Record) -> SafeString:
    """The badge of where the record stands: the kind's own word, or its state."""
    standing = kind.standing(record) if kind.standing else None
    if standing is None:
        return state_badge(record.state)
    return tag(standing.label, standing.tone, standing.icon)


def related_facts(kind: RecordKind) -> list[str]:
    """Names of the fact fields that are rows elsewhere, to be joined."""
    return [
        name
        for name in kind.fact_fields
        if isinstance(kind.model._meta.get_field(name), models.ForeignKey)
    ]


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - nh3 has just cleaned it


def _shown(record: Record, field: Any) -> Any:
    if field.choices:
        return getattr(record, f"get_{field.name}_display")()
    value = getattr(record, field.name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return school_datetime(value)
    if isinstance(value, date):
        return school_date(value)
    return value
