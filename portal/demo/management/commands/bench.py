"""Measure the pages of daily use against a bare Django page, in one run."""

from __future__ import annotations

import json
import statistics
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.demo import bare
from portal.people.models import User
from portal.records.kinds import kinds
from portal.records.models import Record

#: Beside the data, so that another run can be compared with it.
KEPT = "bench.json"
#: What a page may cost at ten times the reflections.
MOST_GROWTH = 1.3


@dataclass(frozen=True)
class Page:
    """A page by name, whom it is measured as, and the most bare pages it may cost."""

    name: str
    number: str
    url: str
    at_most: float


class Command(BaseCommand):
    help = "Queries, time and ratio to a bare page of 25 rows, of each page of daily use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--runs", type=int, default=15)
        parser.add_argument(
            "--against",
            type=Path,
            help="bench.json of a school of another size: adds how much each page grew from there",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not User.objects.filter(staff_number="teacher").exists():
            raise CommandError("No demo school here: run `manage.py seed` first.")
        filed = Record.objects.filter(kind="lesson_reflection").count()
        self.stdout.write(f"{filed} lesson reflections, {User.objects.count()} people\n")
        self.stdout.write(f"{'page':<34}{'as':<11}{'queries':>8}{'ms':>8}{'ratio':>8}{'limit':>7}")
        missed = 0
        ratios: dict[str, float] = {}
        for page in self._pages():
            queries, took, floor = self._measure(page, options["runs"])
            ratio = took / floor
            missed += ratio > page.at_most
            ratios[f"{page.name}, {page.number}"] = ratio
            mark = "" if ratio <= page.at_most else "  over"
            self.stdout.write(
                f"{page.name:<34}{page.number:<11}{queries:>8}{took:>8.1f}{ratio:>8.2f}"
                f"{page.at_most:>7.1f}{mark}"
            )
        self.stdout.write(f"bare page {floor:.1f} ms; {missed} over their limit")
        (settings.VAR_DIR / KEPT).write_text(json.dumps({"filed": filed, "ratios": ratios}))
        if options["against"]:
            self._say_growth(json.loads(options["against"].read_text()), filed, ratios)

    def _say_growth(self, other: dict[str, Any], filed: int, ratios: dict[str, float]) -> None:
        """The page that grew most, and every one that grew beyond what is allowed."""
        grown = {
            page: ratios[page] / was for page, was in other["ratios"].items() if page in ratios
        }
        worst = max(grown, key=lambda page: grown[page])
        self.stdout.write(
            f"from {other['filed']} to {filed} reflections: at most × {grown[worst]:.2f} ({worst})"
        )
        for page, growth in grown.items():
            if growth > MOST_GROWTH:
                self.stdout.write(f"  over × {MOST_GROWTH}: {page} × {growth:.2f}")

    def _pages(self) -> Iterator[Page]:
        kind = kinds.get("lesson_reflection")
        teacher = User.objects.get(staff_number="teacher")
        mine = Record.objects.of_kind(kind.slug).by(teacher).filed().newest_first().first()
        detail = kind.url("detail", pk=mine.pk) if mine else kind.url("list")
        yield Page("home", "teacher", "/", 2)
        yield Page("home", "office", "/", 2)
        yield Page("home", "principal", "/", 2)
        yield Page("reflections", "teacher", kind.url("list"), 2)
        yield Page("reflections", "office", kind.url("list"), 2)
        yield Page("record", "teacher", detail, 2)
        yield Page("record", "leader", detail, 2)
        yield Page("form: new", "teacher", kind.url("new"), 2)
        yield Page("review queue", "leader", reverse("records:queue"), 2)
        yield Page("what I owe", "teacher", reverse("deadlines:mine"), 2)
        yield Page("archive", "teacher", reverse("archive:mine"), 2)
        yield Page("staff", "office", reverse("people:staff_list"), 2)
        yield Page("matrix", "office", reverse("deadlines:matrix"), 4)
        yield Page("overview", "principal", reverse("dashboard:overview"), 4)

    def _measure(self, page: Page, runs: int) -> tuple[int, float, float]:
        """Queries, and median milliseconds of the page and of the bare one, taken in turn."""
        person = User.objects.get(staff_number=page.number)
        client = _client(person)
        bare_client = _bare_client(person)
        response = client.get(page.url)
        if response.status_code != 200:
            raise CommandError(f"{page.url} answers {response.status_code} to {page.number}")
        with CaptureQueriesContext(connection) as log:
            client.get(page.url)
        # Counted now: the next request empties the log that this one is a view of.
        queries = len(log)
        pairs = [
            (_ms(lambda: client.get(page.url)), _ms(lambda: bare_client.get("/")))
            for _ in range(runs)
        ]
        took, floor = (statistics.median(times) for times in zip(*pairs, strict=True))
        return queries, took, floor


def _client(person: User) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person, backend="portal.people.backends.StaffBackend")
    return client


def _bare_client(person: User) -> Client:
    """A client whose handler was built on startproject's middleware and the bare page."""
    with override_settings(MIDDLEWARE=bare.MIDDLEWARE):
        client = _client(person)
        client.handler.load_middleware()
    return client


def _ms(call: Callable[[], object]) -> float:
    now = _clock()
    began = now()
    call()
    return (now() - began) * 1000


def _clock() -> Callable[[], float]:
    """Time this process worked, which other programs on the machine do not lengthen.

    SQLite works inside the process; for a server its work must be waited for.
    """
    return time.process_time if connection.vendor == "sqlite" else time.perf_counter
