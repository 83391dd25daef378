"""Attaching a file: what may come in, and in what shape it is kept.

A file is judged by its content, never by its name. Pictures are decoded and
written anew (turned upright, no larger than 2560 pixels, without EXIF), with
a small variant for lists. Of documents PDF and the Office formats without
macros are taken; archives, programs and everything else are refused.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pillow_heif
import puremagic
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from portal.records.kinds import kinds
from portal.records.models import Attachment, FormDraft, Record
from portal.records.prose import pictures_in, without_picture
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User

pillow_heif.register_heif_opener()

MAX_EDGE = 2560
SMALL_EDGE = 320
#: More pixels than any phone's camera makes; beyond it a "picture" is an attack.
MAX_PIXELS = 120_000_000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
_OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE_TYPES = {
    "word/document.xml": (f"{_OFFICE}wordprocessingml.document", ".docx"),
    "xl/workbook.xml": (f"{_OFFICE}spreadsheetml.sheet", ".xlsx"),
    "ppt/presentation.xml": (f"{_OFFICE}presentationml.presentation", ".pptx"),
}


@dataclass(frozen=True)
class AcceptedFile:
    """A file as it will be stored."""

    content: bytes
    content_type: str
    suffix: str
    small: bytes = b""
    width: int | None = None
    height: int | None = None


def attach_file(
    upload: UploadedFile,
    *,
    by: User,
    record: Record | None = None,
    draft: FormDraft | None = None,
) -> Attachment:
    """Store an uploaded file with a record, or with the draft of one.

    The same file sent again, as after a lost answer, is the one already there.
    Raises Refused with the codes too_many_files, file_too_large, file_empty,
    file_type, file_macros, picture_too_large, picture_broken.
    """
    _require_room(record, draft)
    accepted = accept_upload(upload)
    made = _describe(accepted, stored_name(upload, accepted), by=by, record=record, draft=draft)
    known = (record or draft).attachments.filter(sha256=made.sha256, name=made.name).first()
    return known or _store(made, accepted)


def accept_upload(upload: UploadedFile) -> AcceptedFile:
    """What would be kept of an upload, whatever it is to hang off; nothing is stored.

    Raises Refused with every code of `attach_file` but too_many_files.
    """
    require_size(upload)
    return _accept(upload.read(), clean_name(upload.name))


def stored_name(upload: UploadedFile, accepted: AcceptedFile) -> str:
    """The person's own name for it, under the ending of what it is."""
    stem = clean_name(upload.name).rsplit(".", 1)[0] or "file"
    return f"{stem}{accepted.suffix}"


def require_size(upload: UploadedFile) -> None:
    """Raises Refused `file_too_large`."""
    limit = settings.PORTAL_UPLOAD_MAX_MB
    if upload.size > limit * 1024 * 1024:
        raise Refused(
            "file_too_large",
            _("“%(name)s” is larger than %(limit)d MB.")
            % {"name": clean_name(upload.name), "limit": limit},
        )


def clean_name(name: str | None) -> str:
    """The person's own file name without folders, control characters or tricks of direction."""
    plain = PurePosixPath((name or "").replace("\\", "/")).name
    plain = "".join(c for c in unicodedata.normalize("NFC", plain) if c.isprintable())
    plain = re.sub(r'[<>:"|?*\u202a-\u202e\u2066-\u2069]', "", plain).strip(" .")
    return plain[-120:] or "file"


@transaction.atomic
def remove_attachment(attachment: Attachment) -> None:
    """Delete a file, also out of the texts that show it; its bytes go with the row for good."""
    if attachment.is_picture:
        _take_out_of_texts(attachment)
    stored = [f for f in (attachment.file, attachment.small) if f]
    attachment.delete()
    for file in stored:
        transaction.on_commit(partial(file.storage.delete, str(file.name)))


def _take_out_of_texts(picture: Attachment) -> None:
    """Of the record and of what is being typed; the version stays, for no words change."""
    if picture.record is not None:
        kind = kinds.get(picture.record.kind)
        whole = kind.model.objects.select_for_update().get(pk=picture.record.pk)
        shown = {
            name: text
            for name in kind.body_fields
            if picture.uid in pictures_in(text := getattr(whole, name) or "")
        }
        for name, text in shown.items():
            setattr(whole, name, without_picture(text, picture.uid))
        if shown:
            whole.save(update_fields=[*shown])
    for draft in _drafts_about(picture):
        draft.data = {
            name: [without_picture(value, picture.uid) for value in values]
            for name, values in draft.data.items()
        }
        draft.save(update_fields=["data"])


def _drafts_about(picture: Attachment) -> list[FormDraft]:
    if picture.draft_id is not None:
        return list(FormDraft.objects.select_for_update().filter(pk=picture.draft_id))
    drafts = FormDraft.objects.select_for_update().unfinished()
    return list(drafts.filter(record_id=picture.record_id))


def _require_room(record: Record | None, draft: FormDraft | None) -> None:
    holder = record or draft
    assert holder is not None, "a file belongs to a record or to a draft"  # noqa: S101
    slug = holder.record_kind if isinstance(holder, FormDraft) else holder.kind
    limit = kinds.get(slug).max_pictures
    held = holder.attachments.count()
    if isinstance(holder, FormDraft) and holder.record is not None:
        held += holder.record.attachments.count()
    if held >= limit:
        raise Refused(
            "too_many_files", _("At most %(limit)d files belong to one record.") % {"limit": limit}
        )


def _accept(content: bytes, name: str) -> AcceptedFile:
    if not content:
        raise Refused("file_empty", _("“%(name)s” is empty.") % {"name": name})
    if content.startswith(b"%PDF-"):
        return AcceptedFile(content, "application/pdf", ".pdf")
    if content.startswith(b"PK"):
        return _accept_office(content, name)
    picture = _open_picture(content, name)
    if picture is None:
        raise Refused(
            "file_type",
            _("“%(name)s” is %(what)s. Pictures, PDF, Word, Excel and PowerPoint are taken.")
            % {"name": name, "what": _what_it_is(content)},
        )
    return _accept_picture(picture, name)


def _what_it_is(content: bytes) -> str:
    try:
        guess = puremagic.from_string(content[:4096])
    except (puremagic.PureError, ValueError):
        return _("of an unknown type")
    return (
        _("a %(suffix)s file") % {"suffix": guess.lstrip(".")} if guess else _("of an unknown type")
    )


def _accept_office(content: bytes, name: str) -> AcceptedFile:
    refusal = Refused(
        "file_type",
        _("“%(name)s” is an archive. Attach the files in it one by one.") % {"name": name},
    )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError):
        raise refusal from None
    names = {entry.filename for entry in entries}
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise refusal
    if any(PurePosixPath(n).name.lower() in {"vbaproject.bin", "vbadata.xml"} for n in names):
        raise Refused(
            "file_macros",
            _("“%(name)s” contains macros. Save it without macros and attach it again.")
            % {"name": name},
        )
    for part, (content_type, suffix) in OFFICE_TYPES.items():
        if part in names and "[Content_Types].xml" in names:
            return AcceptedFile(content, content_type, suffix)
    raise refusal


def _open_picture(content: bytes, name: str) -> Image.Image | None:
    """The picture, its header read but not decoded; None when it is no picture."""
    try:
        picture = Image.open(io.BytesIO(content), formats=PICTURE_FORMATS)
    except UnidentifiedImageError:
        return None
    except Image.DecompressionBombError:
        raise _picture_too_large(name) from None
    except (OSError, ValueError, SyntaxError):
        raise _picture_broken(name) from None
    if picture.width * picture.height > MAX_PIXELS:
        raise _picture_too_large(name)
    return picture


def _accept_picture(picture: Image.Image, name: str) -> AcceptedFile:
    try:
        picture.draft("RGB", (MAX_EDGE, MAX_EDGE))
        upright = ImageOps.exif_transpose(picture)
        has_holes = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
        upright = upright.convert("RGBA" if has_holes else "RGB")
        upright.thumbnail((MAX_EDGE, MAX_EDGE), Image.Resampling.LANCZOS)
        small = upright.copy()
        small.thumbnail((SMALL_EDGE, SMALL_EDGE), Image.Resampling.LANCZOS)
    except Image.DecompressionBombError:
        raise _picture_too_large(name) from None
    except (OSError, ValueError, SyntaxError, MemoryError):
        raise _picture_broken(name) from None
    content_type, suffix = ("image/png", ".png") if has_holes else ("image/jpeg", ".jpg")
    return AcceptedFile(
        _encoded(upright, has_holes),
        content_type,
        suffix,
        _encoded(small, has_holes),
        upright.width,
        upright.height,
    )


def _encoded(picture: Image.Image, has_holes: bool) -> bytes:  # noqa: FBT001
    out = io.BytesIO()
    profile = picture.info.get("icc_profile")
    if has_holes:
        picture.save(out, "PNG", optimize=True, icc_profile=profile)
    else:
        picture.save(out, "JPEG", quality=85, optimize=True, icc_profile=profile)
    return out.getvalue()


def _picture_too_large(name: str) -> Refused:
    return Refused(
        "picture_too_large", _("“%(name)s” has more pixels than a photo has.") % {"name": name}
    )


def _picture_broken(name: str) -> Refused:
    return Refused(
        "picture_broken", _("“%(name)s” is damaged and cannot be shown.") % {"name": name}
    )


def _describe(
    accepted: AcceptedFile,
    name: str,
    *,
    by: User,
    record: Record | None,
    draft: FormDraft | None,
) -> Attachment:
    """The row of a file, not yet saved."""
    return Attachment(
        record=record,
        draft=draft,
        uploaded_by=by,
        name=name,
        content_type=accepted.content_type,
        size=len(accepted.content),
        sha256=hashlib.sha256(accepted.content).hexdigest(),
        is_picture=accepted.width is not None,
        width=accepted.width,
        height=accepted.height,
    )


def _store(attachment: Attachment, accepted: AcceptedFile) -> Attachment:
    attachment.file.save("file", ContentFile(accepted.content), save=False)
    if attachment.is_picture:
        attachment.small.save("small", ContentFile(accepted.small), save=False)
    attachment.save()
    return attachment
