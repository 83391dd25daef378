"""Taking a Word file into the form that is open: its text, its pictures, and itself.

All of it goes to the form's draft, so the form comes back filled and nothing
is handed in unread. What was typed stays; the document's text stands below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from portal.records.attach import attach_file, clean_name, require_size
from portal.records.draft import keep_draft
from portal.records.prose import clean_prose
from portal.records.word.names import Person, title_without
from portal.records.word.read import PictureKeeper, WordText, fit_title, read_word

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.forms import RecordForm
    from portal.records.models import FormDraft


@dataclass(frozen=True)
class Taken:
    """What came: `characters` of text, `pictures`, and how many pictures did not."""

    name: str
    characters: int
    pictures: int
    left_out: int


@transaction.atomic
def take_word(upload: UploadedFile, *, form: RecordForm, by: User) -> Taken:
    """Fill the form's draft from the document; the original is attached to it.

    The same file once more adds nothing. Raises Refused as `read_word`,
    `attach_file` and `keep_draft` do.
    """
    require_size(upload)
    name, content = clean_name(upload.name), upload.read()
    read_word(content, name, kind=form.kind)
    record_id = form.instance.pk
    draft = keep_draft(
        form.draft_uid, by=by, kind=form.kind.slug, record_id=record_id, typed=form.typed
    )
    original = ContentFile(content, name=name)
    attach_file(original, by=by, draft=draft)  # type: ignore[arg-type]
    keeper = PictureKeeper(draft, by, stem=name.rsplit(".", 1)[0][:60])
    text = read_word(content, name, kind=form.kind, keep=keeper)
    _fill(draft, text, form, name)
    return Taken(name, text.characters, len(keeper.kept), keeper.left_out)


def _fill(draft: FormDraft, text: WordText, form: RecordForm, name: str) -> None:
    files = form.files_now()
    for field, html in text.texts.items():
        typed = clean_prose("".join(draft.data.get(field, [])[-1:]), files=files)
        fresh = clean_prose(html, files=files)
        if fresh not in typed:
            draft.data[field] = [typed + fresh]
    if form.title_from in form.fields and not "".join(draft.data.get(form.title_from, [])).strip():
        title = text.title or title_without(name, [_as_person(form.for_whom or form.author)])
        limit = getattr(form.fields[form.title_from], "max_length", None)
        draft.data[form.title_from] = [fit_title(title, limit)]
    draft.revision += 1
    draft.save()


def _as_person(user: User) -> Person:
    return Person(user.pk, user.name, user.staff_number)
