"""The shelf's acts: a document, a newer version of it, taking it down and up again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.announcements.keep_file import keep_upload
from portal.announcements.models import ShelfDocument, ShelfVersion
from portal.refusal import Refused

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from portal.people.models import User


@transaction.atomic
def shelve_document(
    *, category: str, title: str, upload: UploadedFile, version_on: date, by: User
) -> ShelfDocument:
    """A new document with its first version. Refused: on_shelf, or its file.

    One of the same title that was taken down comes back with the new version.
    """
    document, is_new = ShelfDocument.objects.select_for_update().get_or_create(
        category=category, title=title
    )
    if not is_new and not document.is_taken_down:
        raise Refused(
            "on_shelf", _("The shelf has a document of this title: add a new version to it.")
        )
    document.is_taken_down = False
    document.save(update_fields=["is_taken_down"])
    add_version(document, upload=upload, version_on=version_on, by=by)
    return document


@transaction.atomic
def add_version(
    document: ShelfDocument, *, upload: UploadedFile, version_on: date, by: User, remark: str = ""
) -> ShelfVersion:
    """A newer file; the older ones stay."""
    row = ShelfVersion(document=document, version_on=version_on, remark=remark)
    return keep_upload(row, upload, by=by)


@transaction.atomic
def rename_document(document: ShelfDocument, *, category: str, title: str) -> ShelfDocument:
    """Refused: on_shelf."""
    twins = ShelfDocument.objects.filter(category=category, title=title)
    if twins.exclude(pk=document.pk).exists():
        raise Refused("on_shelf", _("The shelf has another document of this title."))
    document.category, document.title = category, title
    document.save(update_fields=["category", "title"])
    return document


@transaction.atomic
def take_down(document: ShelfDocument) -> None:
    """Nobody finds it any more; its versions are kept."""
    document.is_taken_down = True
    document.save(update_fields=["is_taken_down"])
