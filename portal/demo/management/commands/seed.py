"""Fill an empty portal with a believable demo school."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import date
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.demo.calendar import make_terms
from portal.demo.history import write_history
from portal.demo.requirements import make_requirements
from portal.demo.scenes import play_scenes
from portal.demo.school import ACCOUNTS, DEMO_PASSWORD, make_school
from portal.people.models import User


class Command(BaseCommand):
    help = "Make a demo school: the same numbers make the same school."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--teachers", type=int, default=60)
        parser.add_argument("--years", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat, default=None)
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there are people already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            if options["if_empty"]:
                self._print_accounts()
                return
            raise CommandError("There are people already; the seed fills an empty portal only.")
        began = time.perf_counter()
        rng = Random(options["seed"])  # noqa: S311 - invented people, nothing secret
        today = options["today"] or clock.today()
        terms = make_terms(today, options["years"])
        school = make_school(rng, teachers=options["teachers"], today=today)
        make_requirements(terms)
        records = write_history(rng, school, terms)
        play_scenes(rng, school, terms)
        took = time.perf_counter() - began
        self.stdout.write(f"{len(school.people)} people, {records} records in {took:.1f} s")
        self._print_accounts()

    def _print_accounts(self) -> None:
        self.stdout.write(f"\nDemo accounts (password of all: {DEMO_PASSWORD})")
        for number, name, shows in ACCOUNTS:
            self.stdout.write(f"  {number:<10} {name}  {shows}")
