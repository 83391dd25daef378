"""First passwords on paper: one slip a person, made by a Job because hashing is slow.

A sheet is seen by whom it was made for, for a day; then its file is removed.
The passwords stand nowhere else, and each stops working when it is changed or
after `settings.PORTAL_FIRST_PASSWORD_DAYS`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal import clock
from portal.jobs.queue import enqueue_job
from portal.jobs.running import RunningJob
from portal.people.accounts import end_sessions, new_first_password
from portal.people.models import (
    Act,
    ImportRun,
    PasswordSlips,
    User,
    record_audit_event,
)
from portal.people.querysets import UserQuerySet
from portal.refusal import Refused

SLIPS_KIND = "first-passwords"
_BATCH = 100


def without_own_password(people: QuerySet[User] | None = None) -> UserQuerySet:
    """Active staff who have never chosen a password of their own; demo accounts keep theirs."""
    found: Any = User.objects.all() if people is None else people
    return found.filter(
        is_active=True, must_change_password=True, last_login__isnull=True, is_demo=False
    )


def people_of_import(run: ImportRun) -> UserQuerySet:
    """The newcomers of an import who still need a first password."""
    new = run.traces.filter(was_new=True).values("person_id")
    return without_own_password(User.objects.filter(pk__in=new))


@transaction.atomic
def ask_slips(people: Iterable[User], *, by: User) -> PasswordSlips:
    """Ask a worker for new first passwords. Raises Refused `nobody`."""
    ids = [person.pk for person in people if person.is_active and person.pk != by.pk]
    if not ids:
        raise Refused("nobody", _("Nobody here needs a first password."))
    slips = PasswordSlips.objects.create(
        owner=by,
        people=len(ids),
        expires_at=clock.now() + timedelta(hours=settings.PORTAL_SLIPS_HOURS),
    )
    slips.job = enqueue_job(SLIPS_KIND, owner=by, params={"slips": str(slips.uid), "people": ids})
    slips.save(update_fields=["job"])
    return slips


def issue_slips(job: RunningJob) -> None:
    """The Job: hashes first (slow, repeatable), then passwords and sheet in one commit."""
    people = list(
        User.objects.filter(pk__in=job.params["people"], is_active=True)
        .select_related("main_group")
        .order_by("main_group__pinyin", "pinyin", "staff_number")
    )
    valid_until = clock.now() + timedelta(days=settings.PORTAL_FIRST_PASSWORD_DAYS)
    passwords = {}
    for done, person in enumerate(people, start=1):
        passwords[person.pk] = new_first_password()
        person.password = make_password(passwords[person.pk])
        person.must_change_password = True
        person.first_password_expires_at = valid_until
        job.progress(done, len(people) + 1, _("Making passwords"))
    sheet = render_to_string(
        "people/roster_slip_sheet.html",
        {
            "slips": [(person, passwords[person.pk]) for person in people],
            "valid_until": valid_until,
            "address": settings.PORTAL_BASE_URL,
        },
    )
    with job.commit():
        slips = PasswordSlips.objects.select_for_update().get(uid=UUID(job.params["slips"]))
        User.objects.bulk_update(
            people,
            ["password", "must_change_password", "first_password_expires_at"],
            batch_size=_BATCH,
        )
        for person in people:
            if person.last_login:
                end_sessions(person)
            record_audit_event(
                None, Act.PASSWORD_RESET, person, actor=job.owner, person=person.pk, on_paper=True
            )
        slips.file.save("slips", ContentFile(sheet.encode()), save=False)
        slips.expires_at = clock.now() + timedelta(hours=settings.PORTAL_SLIPS_HOURS)
        slips.people = len(people)
        slips.save()
        job.finish(outcome={"people": len(people)})


def remove_expired_slips(*, at: datetime | None = None) -> int:
    """Delete the files of sheets whose day is over; returns how many files went.

    With them go those of commits that were rolled back, which no row names.
    """
    at = at or clock.now()
    expired = PasswordSlips.objects.filter(expires_at__lte=at).exclude(file="")
    names = set(expired.values_list("file", flat=True))
    expired.update(file="")
    kept = set(PasswordSlips.objects.exclude(file="").values_list("file", flat=True))
    a_day_ago = at - timedelta(hours=settings.PORTAL_SLIPS_HOURS)
    for name in _stored_sheets():
        if name not in kept and default_storage.get_modified_time(name) < a_day_ago:
            names.add(name)
    for name in names:
        default_storage.delete(name)
    return len(names)


def _stored_sheets() -> list[str]:
    try:
        return [f"slips/{name}" for name in default_storage.listdir("slips")[1]]
    except FileNotFoundError:
        return []
