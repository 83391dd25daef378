"""First passwords on paper: each works, for who needs one, and nobody else sees the sheet."""

import re

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from portal.jobs.run import run_due_jobs
from portal.people.models import AuditEvent, PasswordSlips, User
from portal.people.roster.slips import (
    ask_slips,
    people_of_import,
    remove_expired_slips,
    without_own_password,
)
from portal.people.roster.tests.sheets import person
from portal.refusal import Refused

PASSWORD = re.compile(r"<code>(.+?)</code>")


@pytest.fixture
def printed(imported, wu):
    """Slips for the newcomers of an import."""
    run = imported(person("0001", "陈静"), person("0002", "王芳"))
    slips = ask_slips(people_of_import(run), by=wu)
    run_due_jobs()
    return PasswordSlips.objects.get(pk=slips.pk)


def sheet_of(slips):
    with slips.file.open("rb") as file:
        return file.read().decode()


def test_every_newcomer_gets_a_password_that_works_and_must_be_changed(printed):
    passwords = PASSWORD.findall(sheet_of(printed))

    people = User.objects.filter(staff_number__in=["0001", "0002"]).order_by("pinyin")
    assert len(passwords) == printed.people == 2
    assert all(
        user.check_password(password) for user, password in zip(people, passwords, strict=True)
    )
    assert all(user.must_change_password and user.first_password_expires_at for user in people)


def test_slip_names_person_number_group_and_school(printed, settings):
    sheet = sheet_of(printed)

    for word in ["陈静", "0001", "语文教研组", settings.PORTAL_SCHOOL_NAME]:
        assert word in sheet


def test_passwords_stand_in_no_row(printed):
    passwords = PASSWORD.findall(sheet_of(printed))

    rows = str(list(PasswordSlips.objects.values())) + str(list(AuditEvent.objects.values()))
    job = printed.job
    assert not any(word in rows + str(job.params) + str(job.outcome) for word in passwords)
    assert AuditEvent.objects.filter(act="password_reset").count() == 2


def test_people_with_their_own_password_are_left_out(printed):
    User.objects.filter(staff_number="0001").update(must_change_password=False)

    assert {user.staff_number for user in without_own_password()} == {"0002"}


def test_nobody_to_print_for_is_refused(wu, db):
    with pytest.raises(Refused) as refusal:
        ask_slips(User.objects.none(), by=wu)

    assert refusal.value.code == "nobody"


def test_sheet_is_shown_to_whom_it_was_made_for_and_to_nobody_else(printed, client, wu, admin):
    address = reverse("people:slips", args=[printed.uid])
    client.force_login(wu)
    mine = client.get(address)
    client.force_login(admin)
    others = client.get(address)

    assert "陈静" in mine.content.decode()
    assert "no-store" in mine["Cache-Control"]
    assert others.status_code == 404
    assert AuditEvent.objects.filter(act="viewed", actor=wu).count() == 1


def test_sheet_is_gone_after_a_day(printed, client, wu, time_machine):
    name = printed.file.name
    time_machine.move_to("2026-09-04T10:01:00+08:00")
    client.force_login(wu)

    before = client.get(reverse("people:slips", args=[printed.uid]))
    removed = remove_expired_slips()

    assert before.status_code == 410
    assert removed >= 1
    assert not default_storage.exists(name)
    printed.refresh_from_db()
    assert not printed.file


def test_page_prints_for_the_chosen(imported, client, wu):
    imported(person("0001", "陈静"), person("0002", "王芳"))
    client.force_login(wu)
    chosen = User.objects.get(staff_number="0002")

    client.post(reverse("people:first_passwords"), {"chosen": [chosen.pk]})
    run_due_jobs()

    assert PasswordSlips.objects.get().people == 1
    assert User.objects.get(staff_number="0002").has_usable_password()
    assert not User.objects.get(staff_number="0001").has_usable_password()


def test_page_prints_for_everybody_of_a_group(imported, client, wu):
    imported(person("0001", "陈静"), person("0002", "王芳", group="数学教研组"))
    group = User.objects.get(staff_number="0002").main_group
    client.force_login(wu)

    client.post(reverse("people:first_passwords"), {"group": group.pk, "everybody": "1"})
    run_due_jobs()

    assert PasswordSlips.objects.get().people == 1
