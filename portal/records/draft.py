"""Keeping what a person types: autosaved drafts, and forms sent signed out.

`keep_draft` stores the raw fields of one form under the key that was made
with the form. Two tabs or devices on one draft notice each other by its
revision. `hold_submission` stores what arrived after the session had ended,
as a draft of the person whose signed form it was; it never acts on it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal import clock
from portal.people.models import User
from portal.prepared import prepared
from portal.records.attach import attach_file
from portal.records.models import FormDraft, HeldSubmission
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.records.owner import FormOwner

MAX_DRAFT_BYTES = 2 * 1024 * 1024
MAX_HELD_PER_HOUR = 120
KEPT_AFTER_SAVING = timedelta(days=7)
KEPT_UNTOUCHED = timedelta(days=180)
#: Never part of a draft: they belong to one sending, not to what was typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "owner", "draft", "revision", "then"})

Typed = dict[str, list[str]]


def typed_fields(data: Mapping[str, str]) -> Typed:
    """The raw fields of a posted form, each with all its values."""
    lists: Iterable = data.lists()  # type: ignore[attr-defined]
    typed = {name: values for name, values in lists if name not in NOT_TYPED}
    if len(json.dumps(typed)) > MAX_DRAFT_BYTES:
        raise Refused("draft_too_large", _("This text is too long to be kept."))
    return typed


def last_draft(person: User, kind: str, record_id: int | None) -> FormDraft | None:
    """What the person typed last into this form of a kind, or of a record; one query."""
    if record_id is None:
        found = _last_of_kind(person.pk, kind)
    else:
        found = _last_of_record(person.pk, kind, record_id)
    return found[0] if found else None


@prepared
def _last_of_kind(person: int, kind: str) -> QuerySet[FormDraft]:
    drafts = FormDraft.objects.unfinished().filter(person_id=person, kind=kind, record=None)
    return drafts.last_touched_first()[:1]


@prepared
def _last_of_record(person: int, kind: str, record: int) -> QuerySet[FormDraft]:
    drafts = FormDraft.objects.unfinished().filter(person_id=person, kind=kind, record_id=record)
    return drafts.last_touched_first()[:1]


@transaction.atomic
def keep_draft(
    uid: uuid.UUID,
    *,
    by: User,
    kind: str,
    record_id: int | None,
    typed: Typed,
    revision: int | None = None,
) -> FormDraft:
    """Store what was typed so far; creates the draft at the first saving.

    Nothing typed (a photo alone) leaves the text as it was kept before. With
    a `revision` the draft must still stand where this form last saw it.
    Raises Refused("draft_of_another", "draft_saved", "draft_moved_on").
    """
    draft, created = FormDraft.objects.select_for_update().get_or_create(
        uid=uid, defaults={"person": by, "kind": kind, "record_id": record_id}
    )
    if draft.person_id != by.pk or draft.kind != kind or draft.record_id != record_id:
        raise Refused("draft_of_another", _("This draft belongs to another form."))
    if draft.saved_as_id:
        raise Refused("draft_saved", _("This form has already been saved."))
    if revision is not None and not created and draft.revision != revision:
        raise Refused(
            "draft_moved_on", _("This form is open somewhere else too, and was saved there.")
        )
    if typed:
        draft.data = typed
        draft.base_version = _version_in(typed)
        draft.revision += 1
        draft.save()
    return draft


def _version_in(typed: Typed) -> int:
    text = (typed.get("version") or [""])[0]
    return int(text) if text.isdigit() else 0


@transaction.atomic
def discard_draft(draft: FormDraft) -> None:
    """Throw away what was typed and the files that came with it."""
    for attachment in draft.attachments.all():
        _delete_files_after_commit(attachment)
    draft.delete()


def hold_submission(
    owner: FormOwner, *, data: Mapping[str, str], files: Iterable[UploadedFile] = ()
) -> HeldSubmission | None:
    """Keep a form that arrived signed out, with its photos, for its owner.

    None when the owner is gone, sends too much in an hour, or the form was
    saved before. A file that is refused is left out; the text is kept.
    """
    person = User.objects.in_service().filter(pk=owner.person_id).first()
    if person is None or not _may_still_hold(owner):
        return None
    try:
        draft = keep_draft(
            owner.draft_uid,
            by=person,
            kind=owner.kind,
            record_id=owner.record_id,
            typed=typed_fields(data),
        )
    except Refused:
        return None
    for upload in files:
        _attach_if_allowed(upload, person, draft)
    return HeldSubmission.objects.create(person=person, path=owner.path, draft=draft)


def purge_drafts(at: datetime | None = None) -> int:
    """Remove drafts saved a week ago and those untouched for half a year."""
    now = at or clock.now()
    old = FormDraft.objects.outdated(now - KEPT_AFTER_SAVING, now - KEPT_UNTOUCHED)
    count = 0
    for draft in old:
        discard_draft(draft)
        count += 1
    return count


def _may_still_hold(owner: FormOwner) -> bool:
    key = f"held-submissions:{owner.person_id}"
    cache.add(key, 0, timeout=3600)
    return cache.incr(key) <= MAX_HELD_PER_HOUR


def _attach_if_allowed(upload: UploadedFile, person: User, draft: FormDraft) -> None:
    try:
        attach_file(upload, by=person, draft=draft)
    except Refused:
        return


def _delete_files_after_commit(attachment: object) -> None:
    for stored in (attachment.file, attachment.small):  # type: ignore[attr-defined]
        if stored:
            transaction.on_commit(partial(stored.storage.delete, stored.name))
