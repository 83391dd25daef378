"""The archive: rows, files and a manifest with their sums, in one tar.

Nothing is restored from an archive of which one byte differs: it is read
through and checked before the first row is written.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.jobs.backup import rows
from portal.refusal import Refused

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass
class Manifest:
    """`tables`: label → its columns and number of rows. `sums`: member → sha256."""

    format: int = FORMAT
    made_at: str = ""
    migrations: list[str] = field(default_factory=list)
    tables: dict[str, dict] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)


def write_archive(path: Path) -> Manifest:
    """Back everything up into `path`, which appears only when it is complete.

    Files are read after the rows: a row's file is stored before the row is.
    """
    manifest = Manifest(made_at=clock.now().isoformat())
    unfinished = path.with_name(path.name + ".unfinished")
    with tarfile.open(unfinished, "w") as archive:
        with rows.snapshot():
            manifest.migrations = rows.applied_migrations()
            for table in rows.tables():
                _add_rows(archive, manifest, table)
        for name in _stored_files(""):
            with default_storage.open(name) as stored:
                _add(archive, manifest, f"files/{name}", stored)
        text = json.dumps(asdict(manifest), indent=1).encode()
        _add(archive, Manifest(), MANIFEST, io.BytesIO(text))
    unfinished.replace(path)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """The manifest of an archive whose every member has been checked.

    Raises Refused: archive_damaged, archive_of_other_version.
    """
    sums = {}
    with tarfile.open(path) as archive:
        for member in archive:
            sums[member.name] = _sum(_open(archive, member.name))
        if MANIFEST not in sums:
            raise Refused("archive_damaged", _("The archive has no manifest."))
        manifest = Manifest(**json.load(_open(archive, MANIFEST)))
    del sums[MANIFEST]
    if sums != manifest.sums:
        raise Refused("archive_damaged", _("The archive is damaged: its sums do not agree."))
    if manifest.format != FORMAT or manifest.migrations != rows.applied_migrations():
        raise Refused(
            "archive_of_other_version",
            _("The archive was made by another version of the portal: restore it with that one."),
        )
    return manifest


def restore_archive(path: Path) -> Manifest:
    """Put back every row and file; whatever the database held before is gone.

    One transaction: after a failure the old rows stand. Raises as `read_manifest`.
    """
    manifest = read_manifest(path)
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.startswith("files/"):
                _restore_file(member.name.removeprefix("files/"), _open(archive, member.name))
        with transaction.atomic():
            rows.empty(rows.tables())
            for label, stored in manifest.tables.items():
                packed = _open(archive, _member(label))
                with gzip.open(packed) as lines:
                    rows.load(apps.get_model(label), stored["columns"], lines)
            rows.reset_sequences(rows.tables())
            connection.check_constraints()
    return manifest


def _add_rows(archive: tarfile.TarFile, manifest: Manifest, table: rows.Table) -> None:
    label = table._meta.label
    with tempfile.TemporaryFile() as packed:
        count = 0
        # No hour and no name in the gzip header: equal rows make equal bytes.
        with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as lines:
            for line in rows.dump(table):
                lines.write(line)
                count += 1
        names = [column.attname for column in rows.columns(table)]
        manifest.tables[label] = {"columns": names, "rows": count}
        _add(archive, manifest, _member(label), packed)


def _member(label: str) -> str:
    return f"rows/{label}.jsonl.gz"


def _add(archive: tarfile.TarFile, manifest: Manifest, name: str, content: IO[bytes]) -> None:
    info = tarfile.TarInfo(name)
    info.size = content.seek(0, io.SEEK_END)
    content.seek(0)
    manifest.sums[name] = _sum(content)
    content.seek(0)
    archive.addfile(info, content)


def _sum(content: IO[bytes]) -> str:
    return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]


def _open(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    content = archive.extractfile(name)
    if content is None:
        raise Refused("archive_damaged", _("The archive is damaged: its sums do not agree."))
    return content


def _stored_files(folder: str) -> Iterator[str]:
    if folder and not default_storage.exists(folder):
        return
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in sorted(files))
    for inner in sorted(folders):
        yield from _stored_files(f"{folder}{inner}/")


def _restore_file(name: str, content: IO[bytes]) -> None:
    """The storage refuses names that lead out of it."""
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, File(content))
