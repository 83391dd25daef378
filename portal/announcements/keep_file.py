"""Keeping an uploaded file with an announcement or on the shelf, and dropping one."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from portal.announcements.models import Announcement, AnnouncementFile, StoredFile
from portal.records.attach import accept_upload, stored_name
from portal.refusal import Refused

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from portal.people.models import User

Row = TypeVar("Row", bound=StoredFile)
#: As many as belong to one record.
MOST_FILES = 9


def keep_upload(row: Row, upload: UploadedFile, *, by: User) -> Row:
    """Judge the upload by its content and save it as `row`. Raises Refused as `accept_upload`."""
    accepted = accept_upload(upload)
    row.name = stored_name(upload, accepted)
    row.content_type = accepted.content_type
    row.size = len(accepted.content)
    row.sha256 = hashlib.sha256(accepted.content).hexdigest()
    row.uploaded_by = by
    row.file.save("file", ContentFile(accepted.content), save=False)
    row.save()
    return row


@transaction.atomic
def add_file(announcement: Announcement, upload: UploadedFile, *, by: User) -> AnnouncementFile:
    """The same file again is the one already there. Refused: too_many_files, or its kind."""
    if announcement.files.count() >= MOST_FILES:
        raise Refused(
            "too_many_files",
            _("At most %(limit)d files belong to one announcement.") % {"limit": MOST_FILES},
        )
    row = keep_upload(AnnouncementFile(announcement=announcement), upload, by=by)
    twin = announcement.files.filter(sha256=row.sha256, name=row.name).exclude(pk=row.pk).first()
    if twin is None:
        return row
    drop_file(row)
    return twin


@transaction.atomic
def drop_file(row: StoredFile) -> None:
    """The row goes, and with it the bytes for good."""
    storage, name = row.file.storage, str(row.file.name)
    row.delete()
    transaction.on_commit(partial(storage.delete, name))
