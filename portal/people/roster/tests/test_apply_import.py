"""A confirmation writes everything the preview shows, or nothing.

It is idle when repeated and safe when two people import at once.
"""

import threading
from datetime import date

import pytest
from auditlog.models import LogEntry
from django.db import connection

from portal.jobs.run import run_due_jobs
from portal.people.models import AuditEvent, Group, ImportRun, Membership, User
from portal.people.roster.apply import confirm_import
from portal.people.roster.preview import answer_questions
from portal.people.roster.tests.sheets import person
from portal.refusal import Refused


def stored(number):
    return User.objects.get(staff_number=number)


def test_newcomer_is_written_with_everything_the_sheet_says(imported):
    imported(person("0001", "陈静", honour="区骨干教师、市优秀青年教师", phone=19900000001.0))

    new = stored("0001")
    assert (new.name, new.pinyin, new.gender, new.phone) == (
        "陈静",
        "chen jing|cj",
        "female",
        "19900000001",
    )
    assert new.subject.name == "语文"
    assert new.main_group.name == "语文教研组"
    assert {(m.group.kind, m.group.name) for m in new.memberships.select_related("group")} == {
        ("research_group", "语文教研组"),
        ("prep_group", "七年级语文备课组"),
    }
    assert [title.title for title in new.titles.all()] == ["first"]
    assert {(h.level, h.name) for h in new.honours.all()} == {
        ("district", "backbone"),
        ("city", "outstanding_young"),
    }
    assert new.taught_since == date(2010, 8, 1)


def test_newcomer_cannot_sign_in_before_a_first_password(imported):
    imported(person("0001", "陈静"))

    new = stored("0001")
    assert not new.has_usable_password()
    assert new.must_change_password


def test_newcomer_belongs_to_the_group_since_the_school_year_began(imported):
    imported(person("0001", "陈静"))

    assert stored("0001").memberships.first().starts_on == date(2026, 9, 1)


def test_change_of_group_ends_one_membership_and_begins_another(imported, time_machine):
    imported(person("0001", "陈静"), person("0002", "李伟", group="数学教研组"))
    time_machine.move_to("2026-10-08T10:00:00+08:00")

    imported(person("0001", "陈静", group="数学教研组"), person("0002", "李伟", group="数学教研组"))

    groups = stored("0001").memberships.filter(group__kind="research_group").order_by("pk")
    assert [(m.group.name, m.starts_on, m.ends_on) for m in groups] == [
        ("语文教研组", date(2026, 9, 1), date(2026, 10, 7)),
        ("数学教研组", date(2026, 10, 8), None),
    ]


def test_post_of_group_leader_makes_the_leader(read, confirm):
    header = ["工号", "姓名", "教研组", "备课组", "职务"]
    sheet = ",".join(header) + "\n0001,陈静,语文教研组,七年级语文备课组,教研组长、备课组长\n"

    confirm(read(content=sheet.encode("gb18030"), name="花名册.csv"))

    assert stored("0001").memberships.filter(is_leader=True).count() == 2
    assert read(content=sheet.encode("utf-8-sig")).counts == {"unchanged": 1}


def test_new_title_stands_above_a_dated_one(imported):
    imported(person("0001", "陈静"))
    stored("0001").titles.update(awarded_on=date(2015, 6, 1))

    imported(person("0001", "陈静", title="高级教师"))

    assert [t.title for t in stored("0001").titles.all()] == ["senior", "first"]
    assert imported(person("0001", "陈静", title="高级教师", remark="x")).counts == {"changed": 1}


def test_same_file_again_is_unchanged(imported, read):
    people = [person(f"{n:04d}", "王芳", born=f"19{n + 60}-03") for n in range(1, 30)]
    imported(*people)

    assert read(*people).counts == {"unchanged": 29}


def test_wrong_rows_stay_out_only_when_the_office_says_so(read, confirm, wu):
    run = read(person("0001", "陈静"), person("0002", ""))

    with pytest.raises(Refused) as refusal:
        confirm_import(run, by=wu, version=run.version)
    assert refusal.value.code == "rows_held_back"
    confirm(run, leaves_out=True)

    assert stored("0001")
    assert not User.objects.filter(staff_number="0002").exists()


def test_nothing_to_import_is_refused(imported, read, wu):
    imported(person("0001", "陈静"))
    run = read(person("0001", "陈静"))

    with pytest.raises(Refused) as refusal:
        confirm_import(run, by=wu, version=run.version)

    assert refusal.value.code == "nothing_to_do"


def test_confirming_twice_imports_once(read, wu):
    run = read(person("0001", "陈静"))

    first = confirm_import(run, by=wu, version=run.version)
    again = confirm_import(run, by=wu, version=run.version)
    run_due_jobs()
    after = confirm_import(run, by=wu, version=run.version)

    assert first.job == again.job == after.job
    assert User.objects.filter(staff_number="0001").count() == 1


def test_confirmation_of_an_outdated_preview_is_refused(read, wu):
    run = read(person("0001", "陈静"))

    with pytest.raises(Refused) as refusal:
        confirm_import(run, by=wu, version=run.version - 1)

    assert refusal.value.code == "preview_outdated"


def test_people_who_changed_meanwhile_are_judged_again_and_nothing_is_written(
    imported, read, confirm
):
    imported(person("0001", "陈静"), person("0002", "王芳"))
    run = read(
        person("0001", "陈静", title="高级教师"), person("0002", "王芳", phone="19911112222")
    )
    User.objects.filter(staff_number="0001").update(phone="19911112222")

    after = confirm(run)

    assert after.state == "ready"
    assert after.is_stale
    assert after.version == run.version + 1
    assert [row.outcome for row in after.rows.all()] == ["changed", "changed"]
    assert stored("0001").titles.first().title == "first"
    assert confirm(after).state == "done"


def test_two_imports_of_the_same_newcomers_make_them_once(read, confirm):
    one, other = read(person("0001", "陈静")), read(person("0001", "陈静"))

    assert confirm(one).state == "done"
    second = confirm(other)

    assert (second.state, second.is_stale, second.counts) == ("ready", True, {"unchanged": 1})
    assert User.objects.filter(staff_number="0001").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_failure_half_way_leaves_nothing(read, confirm, monkeypatch):
    run = read(person("0001", "陈静"))

    def fail(*_args, **_options):
        raise OSError

    monkeypatch.setattr("portal.people.roster.write.keep_history", fail)

    after = confirm(run)

    assert after.state == "ready"
    assert not User.objects.filter(staff_number="0001").exists()
    assert not Group.objects.filter(name="语文教研组").exists()


# -- Answers --------------------------------------------------------------------------------------


@pytest.fixture
def answer():
    def act(run, number, choice):
        row = run.rows.get(number=number)
        return answer_questions(run, {row.pk: choice}, version=run.version)

    return act


def test_answer_that_the_name_changed_renames_the_person(imported, read, confirm, answer):
    imported(person("0001", "陈静"))
    run = answer(read(person("0001", "陈敬")), 4, "same")

    confirm(run)

    assert stored("0001").name == "陈敬"


def test_answer_that_it_is_a_known_person_gives_the_new_number(imported, read, confirm, answer):
    imported(person("0001", "陈静"))
    known = stored("0001")
    run = answer(read(person("0900", "陈静", phone="19900000001")), 4, f"person:{known.pk}")

    confirm(run)

    known.refresh_from_db()
    assert known.staff_number == "0900"


def test_answer_that_it_is_a_newcomer_leaves_the_phone_where_it_is(imported, read, confirm, answer):
    imported(person("0001", "陈静"))
    run = answer(
        read(person("0900", "陈小静", phone="19900000001", mail="n@school.example")), 4, "new"
    )

    confirm(run)

    assert stored("0900").phone is None
    assert stored("0001").phone == "19900000001"


def test_row_left_out_by_answer_is_among_the_rejected(imported, read, answer):
    imported(person("0001", "陈静"))
    run = answer(read(person("0001", "陈敬")), 4, "skip")

    assert run.counts == {"wrong": 1}


def test_answer_that_was_not_offered_is_passed_over(imported, read, answer, wu):
    imported(person("0001", "陈静"))
    run = answer(read(person("0001", "陈敬")), 4, f"person:{wu.pk}")

    assert run.counts == {"asks": 1}


def test_first_of_two_rows_with_one_number_is_imported_when_the_office_says_so(
    read, confirm, answer
):
    run = read(
        person("0001", "陈静"),
        person("0001", "王芳", phone="19911110000", mail="w@school.example"),
    )
    run = answer(run, 4, "this_row")
    confirm(run, leaves_out=True)

    assert stored("0001").name == "陈静"


# -- Traces ---------------------------------------------------------------------------------------


def test_history_and_audit_name_who_imported(imported, wu):
    run = imported(person("0001", "陈静"))

    entry = LogEntry.objects.get_for_object(stored("0001")).get()
    assert (entry.actor, entry.action) == (wu, LogEntry.Action.CREATE)
    assert AuditEvent.objects.filter(act="imported", actor=wu, extra__run=str(run.uid)).exists()


def test_cost_does_not_grow_with_the_people(read, wu, django_assert_max_num_queries):
    run = read(*(person(f"{n:04d}", "王芳") for n in range(1, 120)))
    confirm_import(run, by=wu, version=run.version)

    with django_assert_max_num_queries(60 if connection.vendor == "sqlite" else 70):
        run_due_jobs()

    assert ImportRun.objects.get(pk=run.pk).state == "done"
    assert Membership.objects.count() == 238


@pytest.mark.on_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_the_same_moment_make_each_person_once(read, wu):
    people = [person(f"{n:04d}", "王芳", born=f"19{n + 50}-03") for n in range(1, 40)]
    runs = [read(*people), read(*people)]
    for run in runs:
        confirm_import(run, by=wu, version=run.version)

    workers = [threading.Thread(target=_work) for _n in runs]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    states = {ImportRun.objects.get(pk=run.pk).state for run in runs}
    assert states == {"done", "ready"}
    assert User.objects.filter(name="王芳").count() == 39


def _work():
    try:
        run_due_jobs(at_most=1)
    finally:
        connection.close()
