"""A record on paper: the form its kind lays out, or the usual one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from portal import clock
from portal.documents.form import Block, Field, Form, Picture, Pictures, Prose
from portal.records.facts import Fact, beside_the_texts, bodies_of, facts_of
from portal.records.kinds import RecordKind, kind_of
from portal.records.models import Attachment
from portal.ui.dates import school_date

if TYPE_CHECKING:
    from portal.records.models import Record

#: A longer fact takes a line of the form for itself.
SHORT_FACT = 16
_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def printed_form(record: Record) -> Form:
    """What `<slug>_print` shows; `record` is of its kind's own model."""
    kind = kind_of(record)
    return kind.printed(record) if kind.printed else record_form(record)


def record_form(record: Record, *, title: str = "", blocks: tuple[Block, ...] = ()) -> Form:
    """The usual form; a kind that lays out its own gives its title and blocks."""
    kind = kind_of(record)
    return Form(
        title or kind.label,
        blocks=blocks or tuple(usual_blocks(kind, record)),
        subtitle=str(record.term),
        author=record.author.name,
        note=_("Printed on %(day)s") % {"day": school_date(clock.today())},
        picture_of=lambda address: picture_in_text(record, address),
    )


def usual_blocks(kind: RecordKind, record: Record) -> Iterator[Block]:
    """Who, where, when; the facts; the long texts; the pictures; names of other files."""
    if record.title:
        yield Field(_("Title"), record.title, wide=True)
    yield Field(_("Author"), record.author.name)
    yield Field(_("Date"), school_date(record.occurred_on))
    if record.group:
        yield Field(_("Group"), record.group.name)
    for fact in facts_of(kind, record):
        yield Field(fact.label, fact.value, wide=len(str(fact.value)) > SHORT_FACT)
    for body in bodies_of(kind, record):
        yield Prose(body.label, body.value)
    yield from attached(record)


def prose_blocks(record: Record) -> Iterator[Prose]:
    """Every long text of the kind, also those left empty: a form keeps its boxes."""
    kind = kind_of(record)
    written: dict[str, Fact] = {str(body.label): body for body in bodies_of(kind, record)}
    for name in kind.body_fields:
        label = str(kind.model._meta.get_field(name).verbose_name)
        yield Prose(label, written[label].value if label in written else "")


def attached(record: Record) -> Iterator[Block]:
    files = list(record.attachments.all())
    beside = beside_the_texts(kind_of(record), record, files)
    pictures = [Picture(_bytes(file)) for file in beside]
    names = [file.name for file in files if not file.is_picture]
    if pictures:
        yield Pictures(_("Photos"), pictures)
    if names:
        yield Field(_("Files"), "\n".join(names), wide=True)


def picture_in_text(record: Record, address: str) -> bytes | None:
    """The bytes of this record's own file at an address of the portal; others are not reached."""
    found = _UID.search(address)
    if found is None or not _is_ours(address, found.group()):
        return None
    file = record.attachments.filter(uid=found.group(), is_picture=True).first()
    return _bytes(file) if file else None


def _is_ours(address: str, uid: str) -> bool:
    try:
        return address.startswith(reverse("records:attachment", kwargs={"uid": uid}))
    except NoReverseMatch:
        return False


def _bytes(file: Attachment) -> bytes:
    """Nothing where the stored file is gone: the rest of the form is printed all the same."""
    try:
        with file.file.open("rb") as stored:
            return stored.read()
    except OSError:
        return b""
