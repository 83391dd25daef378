"""Saving a record from its form: one record per form, nothing overwritten silently.

The form's draft is the key: the form sent twice makes one record. A record
that moved on since the form was opened raises StaleRecord, and the page shows
both versions. What changes: the record's fields, its term and text for search,
its version; the draft's files become the record's. Nobody is told, but whom the
office writes for: it waits for their confirmation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.people.models import User
from portal.records.enter_for import ask_author, name_author
from portal.records.kinds import RecordKind
from portal.records.models import FormDraft, Record
from portal.records.prose import prose_to_text
from portal.refusal import Refused, StaleRecord
from portal.terms.pick import term_for

if TYPE_CHECKING:
    from portal.records.forms import RecordForm


@transaction.atomic
def save_record(form: RecordForm, *, by: User) -> Record:
    """Create or change the record of a valid form, and close its draft.

    Repeating it with the same form returns the record made the first time.
    Raises StaleRecord (with `.record`, the version that stands) when the
    record moved on, Refused("not_editable", "no_term").
    """
    draft = _lock_draft(form, by)
    if draft.saved_as_id:
        return _repeat(draft, form)
    record = form.instance
    is_new = record.pk is None
    if record.pk:
        _require_unchanged(record, form.base_version)
    else:
        record.kind = form.kind.slug
        record.author = by
        if record.group_id is None:
            record.group = by.main_group
        if form.for_whom is not None:
            name_author(record, form.for_whom, by=by)
    record.term = _require_term(record)
    record.title = form.title_of_record()
    record.text = searchable_text(record, form.kind)
    if record.pk:
        record.version += 1
        record.save(
            update_fields=[*form.written_fields, "term", "title", "text", "version", "updated_at"]
        )
    else:
        record.save()
    draft.attachments.update(record=record, draft=None)
    draft.saved_as, draft.data = record, form.typed
    draft.save(update_fields=["saved_as", "data", "updated_at"])
    if is_new and form.for_whom is not None:
        ask_author([record], by=by)
    return record


def searchable_text(record: Record, kind: RecordKind) -> str:
    """Title, long texts and facts as plain lines."""
    parts = [record.title]
    parts += [prose_to_text(getattr(record, name) or "") for name in kind.body_fields]
    parts += [str(getattr(record, name) or "") for name in kind.fact_fields]
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _lock_draft(form: RecordForm, by: User) -> FormDraft:
    draft, _created = FormDraft.objects.select_for_update().get_or_create(
        uid=form.draft_uid,
        defaults={"person": by, "kind": form.kind.slug, "record_id": form.instance.pk},
    )
    if draft.person_id != by.pk:
        raise Refused("draft_of_another", _("This draft belongs to another form."))
    return draft


def _repeat(draft: FormDraft, form: RecordForm) -> Record:
    record = form.kind.model.objects.get(pk=draft.saved_as_id)  # type: ignore[misc]
    if draft.data != form.typed:
        raise _stale(record)
    return record


def _require_unchanged(record: Record, base_version: int) -> None:
    stored = type(record).objects.select_for_update().get(pk=record.pk)
    if stored.version != base_version:
        raise _stale(stored)
    if not stored.is_open_for_editing:
        raise Refused("not_editable", _("This record was handed in and can no longer be changed."))
    record.version = stored.version


def _stale(record: Record) -> StaleRecord:
    stale = StaleRecord(
        "stale",
        _("This record was changed meanwhile. Nothing of yours is lost: compare and save again."),
    )
    stale.record = record  # type: ignore[attr-defined]
    return stale


def _require_term(record: Record) -> object:
    term = term_for(record.occurred_on)
    if term is None:
        raise Refused("no_term", _("No term has been opened yet. Ask the research office."))
    return term
