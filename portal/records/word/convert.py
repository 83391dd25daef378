"""A Word document as the small HTML of long texts, by mammoth.

Headings, lists, bold, tables and links stay; each picture is offered to `keep`,
which stores it and gives its address, or none where it cannot come along.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers.expat import ExpatError

import mammoth

from portal.records.prose import PICTURE_ADDRESS, prose_to_text
from portal.records.word.package import refusal, require_word

#: bytes of a picture → its address among the record's files, or None.
Keep = Callable[[bytes], str | None]

#: Styles as Chinese Word and WPS name them, beside those that mammoth knows.
_STYLES = """
p[style-name='标题'] => h1:fresh
p[style-name='标题 1'] => h1:fresh
p[style-name='标题1'] => h1:fresh
p[style-name='标题 2'] => h2:fresh
p[style-name='标题2'] => h2:fresh
p[style-name='标题 3'] => h3:fresh
p[style-name='标题3'] => h3:fresh
p[style-name='Subtitle'] => h3:fresh
p[style-name='副标题'] => h3:fresh
"""
_NO_ADDRESS = "none"
#: What mammoth raises on a package that is not what it says.
_FLAWS = (
    ExpatError,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    IndexError,
    RecursionError,
    OSError,
    EOFError,
    zlib.error,
    struct.error,
    zipfile.BadZipFile,
)


def convert_word(content: bytes, name: str, *, keep: Keep | None = None) -> str:
    """HTML, not yet cleaned: whoever stores it passes it through `clean_prose`.

    Raises Refused as `require_word` does, and `word_empty`.
    """
    require_word(content, name)

    def store(picture: mammoth.images.Image) -> dict[str, str]:
        if keep is None:
            return {"src": _NO_ADDRESS}
        with picture.open() as file:
            return {"src": keep(file.read()) or _NO_ADDRESS}

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(store),
        )
    except _FLAWS:
        raise refusal("word_broken", name) from None
    html = str(made.value)
    if not prose_to_text(html) and not PICTURE_ADDRESS.search(html):
        raise refusal("word_empty", name)
    return html
