"""Bring every translation catalogue up to the words in the sources."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.ui.catalogues import (
    catalogue_folders,
    extract_catalogue,
    has_xgettext,
    read_catalogue,
    words_of,
)


class Command(BaseCommand):
    help = "Extract new words into the catalogues (needs GNU gettext)."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not has_xgettext():
            raise CommandError("xgettext is missing: install GNU gettext")
        for folder in catalogue_folders():
            made = extract_catalogue(folder)
            known = folder.po.read_bytes() if folder.po.exists() else b""
            if words_of(read_catalogue(folder, made)) != words_of(read_catalogue(folder, known)):
                folder.po.parent.mkdir(parents=True, exist_ok=True)
                folder.po.write_bytes(made)
                self.stdout.write(f"written: {folder}")
