"""Long text: what may stand in it, how it reads as plain text, how long it is.

The editor sends HTML, a plain text area sends lines; both are stored as the
same small HTML, cleaned by nh3. Text pasted from Word keeps its headings,
lists, bold and tables, and loses everything else. A picture stays where it is
one of the record's own files: no other host hears who reads, and no text
smuggles a file in.
"""

import re
from collections.abc import Collection
from html import unescape
from uuid import UUID

import nh3
from django.utils.html import escape

#: What the editor can make; anything else is dropped, its words are kept.
_BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "br"}
_MARKS = {"strong", "em", "u", "s", "a"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
TAGS = _BLOCKS | _MARKS | _TABLES
_ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
#: A file's address; the small variant is taken too.
PICTURE_ADDRESS = re.compile(
    r"/records/files/(?P<uid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(?:small/)?"
)
_WORD_HEADINGS = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", "strike": "s"}
_IS_HTML = re.compile(
    r"</?(?:p|br|h[1-6]|ul|ol|li|strong|em|blockquote|table|div|img)\b[^<>]*>", re.IGNORECASE
)
_BLOCK_END = re.compile(r"<(?:/(?:p|h[2-4]|li|blockquote|tr)|br|hr)\b[^>]*>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_PICTURE = re.compile(r'<img\b(?:[^">]|"[^"]*")*>', re.IGNORECASE)
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
_SIMPLE = re.compile(r"(?:</?p>|<br ?/?>|[^<])*")

_SETTINGS: dict[str, object] = {
    "tags": TAGS,
    "clean_content_tags": {"script", "style"},
    "attributes": _ATTRIBUTES,
    "url_schemes": {"http", "https", "mailto"},
    "link_rel": "noopener noreferrer nofollow",
}
_cleaner = nh3.Cleaner(**_SETTINGS)  # type: ignore[arg-type]


def is_html(value: str) -> bool:
    """Whether the text came from the editor rather than from a plain text area."""
    return bool(_IS_HTML.search(value))


def clean_prose(value: str, *, files: Collection[UUID] = ()) -> str:
    """Stored HTML from what was typed or pasted; empty when nothing stands in it.

    `files`: the record's own, the only ones whose pictures may stand in it.
    """
    html = _renamed(value) if is_html(value) else _paragraphs(value)
    if files and _PICTURE.search(html):
        cleaned = _clean_with_pictures(html, {str(uid) for uid in files})
    else:
        cleaned = _cleaner.clean(html)
    cleaned = cleaned.strip()
    return cleaned if _PICTURE.search(cleaned) or prose_to_text(cleaned) else ""


def pictures_in(html: str) -> list[UUID]:
    """The files whose pictures stand in a text, in their order."""
    tags = _PICTURE.findall(html)
    return [UUID(found["uid"]) for tag in tags for found in PICTURE_ADDRESS.finditer(tag)]


def without_picture(html: str, uid: UUID) -> str:
    """The text as it reads once that file is gone."""
    return _PICTURE.sub(lambda tag: "" if str(uid) in tag[0] else tag[0], html)


def _clean_with_pictures(html: str, files: set[str]) -> str:
    """Pictures by the files they show; nh3 says what else of them stays."""

    def keep(tag: str, name: str, value: str) -> str | None:
        if (tag, name) == ("img", "alt"):
            return value.replace("<", "").replace(">", "")[:200]
        if (tag, name) != ("img", "src"):
            return value
        found = PICTURE_ADDRESS.fullmatch(value)
        return value if found and found["uid"] in files else None

    cleaner = nh3.Cleaner(
        **_SETTINGS  # type: ignore[arg-type]
        | {
            "tags": TAGS | {"img"},
            "attributes": _ATTRIBUTES | {"img": {"src", "alt"}},
            "attribute_filter": keep,
            "set_tag_attribute_values": {"img": {"loading": "lazy"}},
        }
    )
    return _PICTURE.sub(_shown, cleaner.clean(html))


def _shown(tag: re.Match[str]) -> str:
    """Without an address there is no picture; without words it is one that says nothing."""
    if ' src="' not in tag[0]:
        return ""
    return tag[0] if ' alt="' in tag[0] else tag[0].replace("<img", '<img alt=""', 1)


def prose_to_text(html: str) -> str:
    """Plain text, a line for each paragraph, list item or row; a picture says nothing."""
    broken = _CELL_END.sub(" ", _BLOCK_END.sub("\n", html))
    text = unescape(_TAG.sub("", broken))
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def prose_to_typed(html: str) -> str:
    """What a plain text area shows: lines where nothing but paragraphs is lost, else the HTML."""
    if not _SIMPLE.fullmatch(html):
        return html
    spaced = re.sub(r"</p>\s*", "\n\n", re.sub(r"<br ?/?>", "\n", html))
    return unescape(_TAG.sub("", spaced)).strip()


def count_characters(text: str) -> int:
    """Characters as a Chinese school counts them: everything but white space."""
    return len("".join(text.split()))


def _renamed(html: str) -> str:
    """Word's outermost headings and old tags, under the names that are kept."""
    for old, new in _WORD_HEADINGS.items():
        html = re.sub(rf"<(/?){old}\b", rf"<\1{new}", html, flags=re.IGNORECASE)
    return html


def _paragraphs(text: str) -> str:
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in blocks if block)
