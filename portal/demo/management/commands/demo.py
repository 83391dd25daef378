"""Everything `make demo` does once the packages are installed."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from portal.deadlines.sweep import sweep
from portal.demo.serve import DemoServer


class Command(BaseCommand):
    help = "Make the demo school if there is none, and serve it with a worker and a beat."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--reset", action="store_true", help="start with a new school")
        parser.add_argument("--prepare-only", action="store_true", help="do not serve")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.IS_EMBEDDED:
            raise CommandError("The demo is for the embedded database: unset DATABASE_URL.")
        if options["reset"]:
            self._reset()
        # From now on the settings know that the data in this folder is a demo's.
        settings.DEMO_MARK.touch()
        call_command("compilecatalogs", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("seed", years=2, if_empty=True, stdout=self.stdout)
        # What beat would do within ten minutes: nobody opens on an empty bell.
        sweep()
        if options["prepare_only"]:
            return
        self.stdout.write(
            f"\nThe portal is at http://{options['host']}:{options['port']}/ – Ctrl-C ends it.\n"
        )
        self.stdout.flush()
        sys.exit(DemoServer(options["host"], options["port"]).run())

    def _reset(self) -> None:
        """Forget the demo's data; only what the portal itself wrote under var/."""
        for name in ("files", "cache", "mail", "broker/queue", "broker/processed"):
            shutil.rmtree(settings.VAR_DIR / name, ignore_errors=True)
        for name in ("broker/queue", "broker/processed"):
            (settings.VAR_DIR / name).mkdir(parents=True, exist_ok=True)
        for suffix in ("", "-wal", "-shm"):
            (settings.VAR_DIR / f"portal.sqlite3{suffix}").unlink(missing_ok=True)
