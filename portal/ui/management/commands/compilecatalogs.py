"""Compile every translation catalogue, without GNU gettext."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.ui.catalogues import catalogue_folders, compile_catalogue


class Command(BaseCommand):
    help = "Compile the translation catalogues (.po to .mo) in pure Python."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        folders = [folder for folder in catalogue_folders() if folder.po.exists()]
        written = sum(compile_catalogue(folder) for folder in folders)
        if options["verbosity"] > 0:
            self.stdout.write(f"{written} of {len(folders)} catalogues compiled")
