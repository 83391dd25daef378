"""Files as people send them, and as attackers do; made here, none is stored."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def photo(
    name: str = "黑板.jpg", size: tuple[int, int] = (640, 480), **save: object
) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "#3a6b5c").save(out, save.pop("format", "JPEG"), **save)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def package(*parts: str, name: str = "教案.docx", content: bytes = b"<x/>") -> SimpleUploadedFile:
    """A zip with the named parts; with the right ones an Office document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, content)
    return SimpleUploadedFile(name, out.getvalue(), "application/octet-stream")


def document(name: str = "教案.docx", *more: str) -> SimpleUploadedFile:
    return package("[Content_Types].xml", "word/document.xml", *more, name=name)


def raw(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")
