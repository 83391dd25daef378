"""Icons out of the lucide package, as small inline SVG that follows the text's colour."""

from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from django.utils.safestring import SafeString, mark_safe
from lucide import IconDoesNotExist

__all__ = ["IconDoesNotExist", "icon_svg"]


@lru_cache(maxsize=1024)
def icon_svg(name: str, size: int = 20) -> SafeString:
    """The icon as markup, hidden from screen readers; its meaning stands in words beside it.

    Stroke and fill come from `.icon` in shell.css. Raises IconDoesNotExist for
    a name that lucide does not have. Kept per name and size for the process.
    """
    return mark_safe(  # noqa: S308 - lucide's own shapes, and a number
        f'<svg class="icon" width="{int(size)}" height="{int(size)}" viewBox="0 0 24 24"'
        f' aria-hidden="true" focusable="false">{_shapes(name)}</svg>'
    )


@lru_cache(maxsize=1024)
def _shapes(name: str) -> str:
    try:
        source = _archive().read(f"{name}.svg")
    except KeyError:
        raise IconDoesNotExist(f"The icon {name!r} does not exist.") from None
    return "".join(_shape(node) for node in ET.fromstring(source))  # noqa: S314 - ours


@lru_cache(maxsize=1)
def _archive() -> ZipFile:
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


def _shape(node: ET.Element) -> str:
    """`<path d="…"/>`, without the namespace that inline SVG does not need."""
    name = node.tag.rpartition("}")[2]
    attributes = " ".join(f'{key}="{value}"' for key, value in node.attrib.items())
    return f"<{name} {attributes}/>"
