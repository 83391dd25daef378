"""Pictures as both printers can take them: JPEG or PNG, upright, no larger than paper needs."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

#: Half an A4 page at 200 dots an inch.
LARGEST = 1600
_KEPT = {"JPEG": "jpg", "PNG": "png"}
_UPRIGHT = 1
_UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
)
_ORIENTATION = 0x0112


def printable_picture(data: bytes) -> tuple[bytes, str] | None:
    """The file's bytes and its extension; None for what is not a picture we read."""
    try:
        return _prepared(data)
    except _UNREADABLE:
        return None


def _prepared(data: bytes) -> tuple[bytes, str]:
    with Image.open(io.BytesIO(data)) as picture:
        if _fits(picture):
            picture.load()
            return data, _KEPT[str(picture.format)]
        has_alpha = "A" in picture.getbands() or "transparency" in picture.info
        picture.draft("RGB", (LARGEST, LARGEST))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LARGEST, LARGEST))
        return _encoded(upright, has_alpha=has_alpha)


def _fits(picture: Image.Image) -> bool:
    upright = picture.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT
    return (
        picture.format in _KEPT
        and upright
        and max(picture.size) <= LARGEST
        and (picture.mode in {"RGB", "L", "RGBA", "P"})
    )


def _encoded(picture: Image.Image, *, has_alpha: bool) -> tuple[bytes, str]:
    out = io.BytesIO()
    if has_alpha:
        picture.convert("RGBA").save(out, "PNG")
        return out.getvalue(), "png"
    picture.convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue(), "jpg"
