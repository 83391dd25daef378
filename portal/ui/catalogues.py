"""The translation catalogues: one per app, and one for the house.

An app's `locale/` holds the words of that app's folder; the root's holds those
of `templates/` and of the modules directly in `portal/`. Compiling needs only
Python (Babel), so that a fresh machine has Chinese without GNU gettext;
extracting needs xgettext.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings

LOCALE = "zh_Hans"
PO = Path("locale") / LOCALE / "LC_MESSAGES" / "django.po"
HEADER = rb"""#
msgid ""
msgstr ""
"Language: zh_Hans\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""


@dataclass(frozen=True)
class CatalogueFolder:
    """`path` holds `locale/`; `sources` are the files and folders whose words it translates."""

    path: Path
    sources: tuple[Path, ...]

    @property
    def po(self) -> Path:
        return self.path / PO

    def __str__(self) -> str:
        return str(self.po.relative_to(settings.BASE_DIR))


def catalogue_folders() -> Iterator[CatalogueFolder]:
    """The house's first, then those of our own apps, whether or not they have a catalogue yet."""
    root = Path(settings.BASE_DIR)
    yield CatalogueFolder(root, (root / "templates", *sorted((root / "portal").glob("*.py"))))
    for path in map(Path, settings.LOCALE_PATHS):
        # A package of the kernel that is no app (portal.documents, portal.sheets).
        if path.parent != root:
            yield CatalogueFolder(path.parent, (path.parent,))
    for config in apps.get_app_configs():
        path = Path(config.path)
        if path.is_relative_to(root) and ".venv" not in path.parts:
            yield CatalogueFolder(path, (path,))


def read_catalogue(folder: CatalogueFolder, data: bytes | None = None) -> Catalog:
    lines = (folder.po.read_bytes() if data is None else data).splitlines(keepends=True)
    return read_po(iter(lines), locale=LOCALE)


def compile_catalogue(folder: CatalogueFolder) -> bool:
    """Write the .mo beside the .po unless it is newer; True when it was written."""
    mo = folder.po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime >= folder.po.stat().st_mtime:
        return False
    unfinished = mo.with_suffix(".mo.new")
    with unfinished.open("wb") as out:
        write_mo(out, read_catalogue(folder))
    unfinished.replace(mo)
    return True


def has_xgettext() -> bool:
    return shutil.which("xgettext") is not None


def extract_catalogue(folder: CatalogueFolder) -> bytes:
    """What `makemessages` makes of the sources and the catalogue as they are; writes nothing.

    Works on a copy: the sources of the house lie among those of the apps.
    """
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made)
        for source in folder.sources:
            _copy(source, copy / source.relative_to(folder.path))
        (copy / PO.parent).mkdir(parents=True, exist_ok=True)
        (copy / PO).write_bytes(folder.po.read_bytes() if folder.po.exists() else HEADER)
        # -P: an app may have a calendar.py, which must not stand in for Python's.
        options = ["-l", LOCALE, "--add-location", "file", "--no-obsolete", "-v", "0"]
        command = [sys.executable, "-P", "-m", "django", "makemessages", *options]
        subprocess.run(command, cwd=copy, check=True, env=_without_settings())
        return with_plain_header((copy / PO).read_bytes())


def with_plain_header(data: bytes) -> bytes:
    """Without names and hours, which would change with every extraction."""
    _header, _blank, messages = data.partition(b"\n\n")
    return HEADER + messages


def _copy(source: Path, to: Path) -> None:
    if source.is_dir():
        ignored = shutil.ignore_patterns("tests", "__pycache__", "static", "*.mo")
        shutil.copytree(source, to, ignore=ignored, dirs_exist_ok=True)
    else:
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, to)


def _without_settings() -> dict[str, str]:
    return {name: v for name, v in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}


def words_of(catalog: Catalog) -> set[tuple[str, str]]:
    """(context, msgid) of every message, the header left out."""
    return {(m.context or "", _first(m.id)) for m in catalog if m.id}


def faults_in(catalog: Catalog) -> Iterator[str]:
    """Sentences: what is empty, unsure, or broken in its placeholders."""
    for message in catalog:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"fuzzy: {_first(message.id)!r}"
        elif not _is_translated(message):
            yield f"empty: {_first(message.id)!r}"
    for message, errors in catalog.check():
        for error in errors:
            yield f"{error}: {_first(message.id)!r}"


def contradictions(catalogs: Iterable[Catalog]) -> Iterator[str]:
    """Words that two apps translate differently: Django merges them, and chance would decide."""
    known: dict[tuple[str, str], object] = {}
    for catalog in catalogs:
        for message in catalog:
            key = (message.context or "", _first(message.id))
            if message.id and known.setdefault(key, message.string) != message.string:
                yield f"{key[1]!r} is {known[key]!r} in one app and {message.string!r} in another"


def _first(msgid: str | tuple[str, ...] | list[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)
