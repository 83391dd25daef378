"""Write everything the portal holds into one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal import clock
from portal.jobs.backup.archive import write_archive


class Command(BaseCommand):
    help = "Back up all rows and files into one archive with checksums."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", nargs="?", type=Path, help="default: portal-DATE.tar")

    def handle(self, *args: Any, **options: Any) -> None:
        day = timezone.localtime(clock.now()).strftime("%Y%m%d-%H%M")
        path = options["archive"] or Path(f"portal-{day}.tar")
        manifest = write_archive(path)
        count = sum(table["rows"] for table in manifest.tables.values())
        files = sum(name.startswith("files/") for name in manifest.sums)
        self.stdout.write(f"{path}: {count} rows, {files} files")
