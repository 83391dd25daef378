"""Fail when a word is missing in Chinese."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.ui.catalogues import (
    CatalogueFolder,
    catalogue_folders,
    contradictions,
    extract_catalogue,
    faults_in,
    has_xgettext,
    read_catalogue,
    words_of,
)


class Command(BaseCommand):
    help = (
        "Check that the Chinese catalogues are complete: nothing empty, fuzzy or with broken"
        " placeholders and, where xgettext is installed, no word of the sources missing."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        faults = [
            f"{folder}: {fault}"
            for folder in catalogue_folders()
            for fault in (*self._faults(folder), *self._missing(folder))
        ]
        present = [folder for folder in catalogue_folders() if folder.po.exists()]
        faults += contradictions(map(read_catalogue, present))
        if faults:
            raise CommandError("\n".join(faults))
        extent = "" if has_xgettext() else " (xgettext is absent: sources not compared)"
        self.stdout.write(f"The catalogues are complete{extent}.")

    def _faults(self, folder: CatalogueFolder) -> Iterator[str]:
        if folder.po.exists():
            yield from faults_in(read_catalogue(folder))

    def _missing(self, folder: CatalogueFolder) -> Iterator[str]:
        if not has_xgettext():
            return
        known = words_of(read_catalogue(folder)) if folder.po.exists() else set()
        wanted = words_of(read_catalogue(folder, extract_catalogue(folder)))
        for _context, word in sorted(wanted - known):
            yield f"not in the catalogue: {word!r} (run `make messages`)"
