"""The documents in a ZIP: their paths as people named them, and their bytes.

Windows packs Chinese names in GBK without saying so, Macs add folders of
their own, and Word leaves locks behind. Nothing is unpacked to disk; what a
document may unpack to is bounded by what the ZIP says and by what is read.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from portal.refusal import Refused

#: Below what nginx lets through (deploy/nginx.conf).
MAX_ZIP_BYTES = 60 * 1024 * 1024
MAX_DOCUMENTS = 600
MAX_UNPACKED_BYTES = 2 * 1024 * 1024 * 1024
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 1
_JUNK = {".ds_store", "thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Packed:
    """One document: its place among the ZIP's entries, and its path."""

    place: int
    path: str


class Packet:
    """An open ZIP. Raises Refused: `zip_broken`, `zip_encrypted`, `zip_too_large`, `zip_empty`."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.entries = package.infolist()
        named = [(place, path_of(entry)) for place, entry in enumerate(self.entries)]
        files = [(place, path) for place, path in named if not self.entries[place].is_dir()]
        self.documents = [Packed(place, path) for place, path in files if not is_junk(path)]
        self.skipped = len(files) - len(self.documents)
        self._require_usable()

    def _require_usable(self) -> None:
        if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in self.entries):
            raise Refused("zip_encrypted", _("The ZIP is protected by a password. Pack it anew."))
        if not self.documents:
            raise Refused("zip_empty", _("There is no file in this ZIP."))
        if len(self.documents) > MAX_DOCUMENTS:
            raise Refused(
                "zip_too_large",
                _("A ZIP holds at most %(limit)s files; split it.") % {"limit": MAX_DOCUMENTS},
            )
        if sum(entry.file_size for entry in self.entries) > MAX_UNPACKED_BYTES:
            raise Refused("zip_too_large", _("The ZIP is too large once unpacked; split it."))

    def read(self, place: int) -> bytes:
        """Raises Refused `file_too_large`, `zip_broken`."""
        entry = self.entries[place]
        limit = settings.PORTAL_UPLOAD_MAX_MB
        if entry.file_size > limit * 1024 * 1024:
            raise Refused(
                "file_too_large",
                _("“%(name)s” is larger than %(limit)d MB.")
                % {"name": PurePosixPath(path_of(entry)).name, "limit": limit},
            )
        try:
            return self.package.read(entry)
        except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, OSError):
            raise _broken() from None


@contextmanager
def open_packet(file: IO[bytes]) -> Iterator[Packet]:
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise _broken() from None
    with package:
        yield Packet(package)


def path_of(entry: zipfile.ZipInfo) -> str:
    """The path in the letters it was packed in: UTF-8 if the ZIP says so, else that or GBK."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.filename.replace("\\", "/")
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename.replace("\\", "/")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return entry.filename


def is_junk(path: str) -> bool:
    """What a computer adds by itself: __MACOSX, .DS_Store, Thumbs.db, ~$lock.docx."""
    parts = PurePosixPath(path).parts
    name = parts[-1] if parts else ""
    return "__MACOSX" in parts or name.lower() in _JUNK or name.startswith(("._", "~$", ".~"))


def _broken() -> Refused:
    return Refused("zip_broken", _("The file is no ZIP, or it is damaged. Pack it anew."))
