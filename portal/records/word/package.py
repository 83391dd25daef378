"""Whether a file is a Word document that may be read; each refusal says what to do.

Judged by content, never by name. What is unpacked is bounded before anything
is, and no part may declare entities.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.refusal import Refused

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
#: A book of half a million characters stays below; more takes too long on a page.
MAX_TEXT_BYTES = 12 * 1024 * 1024
MAX_PARTS = 3000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT = "word/document.xml"
_MACROS = {"vbaproject.bin", "vbadata.xml"}

#: By code; an import keeps the code and says the sentence in its reader's language.
WHY_NOT: dict[str, str | Promise] = {
    "word_old": _(
        "“%(name)s” is in the old format of Word (.doc) or WPS. Open it, choose “Save as”"
        " and the type “Word document (.docx)”, and take that file."
    ),
    "word_encrypted": _(
        "“%(name)s” is protected by a password. Remove the password and take it again."
    ),
    "word_macros": _(
        "“%(name)s” contains macros. Save it without macros (.docx) and take that file."
    ),
    "word_other": _("“%(name)s” is no Word file (.docx)."),
    "word_broken": _("“%(name)s” is damaged. Open it in Word or WPS and save it anew."),
    "word_too_large": _("“%(name)s” is too large once unpacked. Attach it as a file instead."),
    "word_empty": _("No text was found in “%(name)s”. What stands in pictures cannot be read."),
}


def refusal(code: str, name: str) -> Refused:
    return Refused(code, str(WHY_NOT[code]) % {"name": name})


def require_word(content: bytes, name: str) -> None:
    """Raises Refused with a code of WHY_NOT, but never `word_empty`."""
    if content.startswith(_OLE):
        raise refusal("word_encrypted" if _ENCRYPTED in content else "word_old", name)
    if not content.startswith(b"PK"):
        raise refusal("word_other", name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _require_parts(package, name)
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, OSError):
        raise refusal("word_broken", name) from None


def _require_parts(package: zipfile.ZipFile, name: str) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise refusal("word_encrypted", name)
    if any(PurePosixPath(part).name.lower() in _MACROS for part in names):
        raise refusal("word_macros", name)
    if _DOCUMENT not in names:
        raise refusal("word_other", name)
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    too_much = sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES
    if too_much or len(parts) > MAX_PARTS or sum(p.file_size for p in texts) > MAX_TEXT_BYTES:
        raise refusal("word_too_large", name)
    if any(_declares_entities(package, part) for part in texts):
        raise refusal("word_broken", name)


def _declares_entities(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    content = package.read(part)
    return b"<!DOCTYPE" in content or b"<!ENTITY" in content
