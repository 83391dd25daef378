"""Whether a file is a Word document that may be read; each refusal says what to do.

Judged by content, never by name. What is unpacked is bounded before anything
is, and no part may declare entities.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from portal.refusal import Refused

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
#: A book of half a million characters stays below; more takes too long on a page.
MAX_TEXT_BYTES = 12 * 1024 * 1024
MAX_PARTS = 3000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT = "word/document.xml"
_MACROS = {"vbaproject.bin", "vbadata.xml"}


def require_word(content: bytes, name: str) -> None:
    """Raises Refused: `word_old`, `word_encrypted`, `word_macros`, `word_broken`,
    `word_too_large`, `word_other`.
    """
    if content.startswith(_OLE):
        raise _encrypted(name) if _ENCRYPTED in content else _old(name)
    if not content.startswith(b"PK"):
        raise _other(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _require_parts(package, name)
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, OSError):
        raise broken(name) from None


def _require_parts(package: zipfile.ZipFile, name: str) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise _encrypted(name)
    if any(PurePosixPath(part).name.lower() in _MACROS for part in names):
        raise Refused(
            "word_macros",
            _("“%(name)s” contains macros. Save it without macros (.docx) and take that file.")
            % {"name": name},
        )
    if _DOCUMENT not in names:
        raise _other(name)
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    too_much = sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES
    if too_much or len(parts) > MAX_PARTS or sum(p.file_size for p in texts) > MAX_TEXT_BYTES:
        raise Refused(
            "word_too_large",
            _("“%(name)s” is too large once unpacked. Attach it as a file instead.")
            % {"name": name},
        )
    if any(_declares_entities(package, part) for part in texts):
        raise broken(name)


def _declares_entities(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    content = package.read(part)
    return b"<!DOCTYPE" in content or b"<!ENTITY" in content


def broken(name: str) -> Refused:
    return Refused(
        "word_broken",
        _("“%(name)s” is damaged. Open it in Word or WPS and save it anew.") % {"name": name},
    )


def _old(name: str) -> Refused:
    return Refused(
        "word_old",
        _(
            "“%(name)s” is in the old format of Word (.doc) or WPS. Open it, choose “Save as”"
            " and the type “Word document (.docx)”, and take that file."
        )
        % {"name": name},
    )


def _encrypted(name: str) -> Refused:
    return Refused(
        "word_encrypted",
        _("“%(name)s” is protected by a password. Remove the password and take it again.")
        % {"name": name},
    )


def _other(name: str) -> Refused:
    return Refused(
        "word_other",
        _("“%(name)s” is no Word file (.docx).") % {"name": name},
    )
