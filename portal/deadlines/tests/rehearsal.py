"""A small school that owes something today, and workers that die reminding it.

Run as a script it kills a worker before every statement of the sweep and of
the sending, one after the other, and prints what was counted.
"""

import json
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import django
from django.conf import settings


def open_school(people: int, requirements: int) -> None:
    """So many teachers owe so many documents by tonight."""
    from portal import clock
    from portal.deadlines.models import Requirement
    from portal.deadlines.shares import end_of_day
    from portal.people.models import User
    from portal.records.kinds import kinds
    from portal.terms.models import SchoolYear, Term

    today = clock.today()
    year = SchoolYear.objects.create(
        name="rehearsal", starts_on=today - timedelta(days=90), ends_on=today + timedelta(days=270)
    )
    term = Term.objects.create(
        school_year=year, number=1, starts_on=today - timedelta(days=60),
        ends_on=today + timedelta(days=60), is_current=True,
    )  # fmt: skip
    for n in range(people):
        User.objects.create(
            staff_number=f"r{n}", name=f"教师{n}", email=f"r{n}@school.example",
            joined_on=date(2000, 9, 1),
        )  # fmt: skip
    for kind in list(kinds)[:requirements]:
        Requirement.objects.create(term=term, kind=kind.slug, due_at=end_of_day(today))


def mails() -> Counter:
    """How often each mail, by its Message-ID, reached the server."""
    return Counter(p.name.partition(".")[0] for p in (settings.VAR_DIR / "mailbox").iterdir())


def remind() -> None:
    from portal.deadlines.sweep import sweep
    from portal.notices.send import send_due

    sweep()
    send_due()


def die_everywhere() -> dict[str, int]:
    from portal.deadlines import sweep
    from portal.notices import post, send, withdraw
    from portal.notices.models import Delivery, Notice
    from tests.killing import kill_everywhere

    repeats = 0

    def recover() -> None:
        Delivery.objects.filter(state="sending").update(lease_until="2000-01-01T00:00Z")
        remind()

    def check(line: int) -> None:
        nonlocal repeats
        assert Notice.objects.count() == 2, f"{Notice.objects.count()} notices, line {line}"
        states = set(Delivery.objects.values_list("state", flat=True))
        assert states == {"sent"}, f"deliveries {states}, line {line}"
        counted = mails()
        assert len(counted) == 1, f"{len(counted)} mails, line {line}"
        repeats += sum(counted.values()) - 1
        Notice.objects.all().delete()
        for path in (settings.VAR_DIR / "mailbox").iterdir():
            Path(path).unlink()

    killed = kill_everywhere(
        remind, in_modules=[sweep, post, send, withdraw], recover=recover, check=check
    )
    return {"killed": killed, "repeats": repeats}


if __name__ == "__main__":
    django.setup()
    open_school(people=1, requirements=2)
    json.dump(die_everywhere(), sys.stdout)
