"""Put back what `backup` wrote."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from portal.jobs.backup.archive import read_manifest, restore_archive
from portal.refusal import Refused


class Command(BaseCommand):
    help = "Restore an archive into a migrated database. Its sums are checked first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="also when the database holds people"
        )
        parser.add_argument(
            "--check-only", action="store_true", help="check the archive, restore nothing"
        )

    @translation.override("en")
    def handle(self, *args: Any, **options: Any) -> None:
        path = options["archive"]
        try:
            manifest = read_manifest(path)
            if not options["check_only"]:
                self._refuse_to_overwrite(replace=options["replace"])
                restore_archive(path)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        done = "is sound" if options["check_only"] else "restored"
        count = sum(table["rows"] for table in manifest.tables.values())
        self.stdout.write(f"{path} of {manifest.made_at} {done}: {count} rows")

    def _refuse_to_overwrite(self, *, replace: bool) -> None:
        if not replace and get_user_model().objects.exists():
            raise CommandError("The database holds people. To overwrite them, add --replace.")
