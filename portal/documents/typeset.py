"""Typst: a template and its data make a PDF, the same bytes for the same input.

Data reach the template as JSON (`data` of house.typ), never as source, so
nothing that a person types is ever run. The compiler sees one new folder with
the template, the house style and the pictures handed over: no other file.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import typst
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

HOUSE = Path(__file__).parent / "typst"
#: Packages that bring Chinese fonts: sans with a true bold, serif for what is read.
FONT_PACKAGES = ("manimgx_fonts_cjk", "pylopdf_fonts_zh_cn")
#: Dots an inch of a page shown on a screen.
SCREEN = 110.0
_FILE_NAME = re.compile(r"[\w-]+\.\w+")


def render_pdf(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes] = {}) -> bytes:
    """`template` is `<app label>/<file>.typ`, out of that app's `documents/` folder.

    Pictures are named as the template names them (`image("photo.jpg")`).
    Raises `typst.TypstError` where the template is wrong.
    """
    label, name = template.split("/")
    folder = Path(apps.get_app_config(label).path) / "documents"
    return typeset(folder / name, data, pictures)


def typeset(source: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes] = {}) -> bytes:
    """The PDF of one template file, beside which other .typ files may lie to be imported."""
    return cast("bytes", _compiled(source, data, pictures, format="pdf", timestamp=0))


def page_pictures(
    source: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes] = {}
) -> list[bytes]:
    """Every page as a PNG, for browsers that show no PDF."""
    made = _compiled(source, data, pictures, format="png", ppi=SCREEN)
    return [made] if isinstance(made, bytes) else made


def _compiled(
    source: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes], **wanted: Any
) -> Any:
    with tempfile.TemporaryDirectory(prefix="portal-typst-") as name:
        root = Path(name)
        for library in {*HOUSE.glob("*.typ"), *source.parent.glob("*.typ")}:
            (root / library.name).write_bytes(library.read_bytes())
        for picture, content in pictures.items():
            _write_picture(root, picture, content)
        compiler = typst.Compiler(
            root / source.name,
            root=root,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)},
        )
        return compiler.compile(**wanted)


def _write_picture(root: Path, name: str, content: bytes) -> None:
    if not _FILE_NAME.fullmatch(name) or (root / name).exists():
        raise ValueError(f"{name!r} does not do as the name of a picture")
    (root / name).write_bytes(content)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The fonts of our packages and Typst's own for what they lack; the machine's never."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(files(package)) for package in FONT_PACKAGES],
    )
