"""An import is undone as one for seven days, while nothing builds on it."""

from datetime import date

import pytest

from portal import clock
from portal.people.models import Group, Membership, RoleGrant, Subject, User
from portal.people.roster.tests.sheets import person
from portal.people.roster.undo import ask_undo
from portal.refusal import Refused


def everything():
    """All that an import may touch, in plain values."""
    return {
        "people": list(
            User.objects.order_by("pk").values_list(
                "staff_number", "name", "pinyin", "phone", "email", "main_group__name", "remark"
            )
        ),
        "groups": list(Group.objects.order_by("pk").values_list("kind", "name")),
        "subjects": list(Subject.objects.values_list("name")),
        "memberships": list(
            Membership.objects.order_by("pk").values_list(
                "person__staff_number", "group__name", "starts_on", "ends_on", "is_leader"
            )
        ),
    }


def test_undoing_leaves_everything_as_it_was(imported, undo):
    before = everything()
    run = imported(person("0001", "陈静"), person("0002", "王芳", group="数学教研组"))

    undone = undo(run)

    assert undone.state == "undone"
    assert everything() == before


def test_undoing_gives_changed_people_their_values_back(imported, undo, time_machine):
    imported(person("0001", "陈静", honour="校骨干教师"), person("0002", "王芳"))
    before = everything()
    time_machine.move_to("2026-10-08T10:00:00+08:00")
    run = imported(
        person("0001", "陈静", phone="19900000002", group="数学教研组", title="高级教师"),
        person("0002", "王芳", phone="19900000001", honour="区骨干教师", remark="调整"),
        person("0003", "李伟"),
    )

    assert undo(run).state == "undone"

    assert everything() == before
    assert [t.title for t in User.objects.get(staff_number="0001").titles.all()] == ["first"]
    assert not User.objects.get(staff_number="0002").honours.exists()


def test_undone_import_can_be_imported_again(imported, undo):
    undo(imported(person("0001", "陈静")))

    assert imported(person("0001", "陈静")).state == "done"


def test_undo_is_refused_after_a_sign_in_with_the_name(imported, undo):
    run = imported(person("0001", "陈静"), person("0002", "王芳"))
    User.objects.filter(staff_number="0001").update(last_login=clock.now())

    after = undo(run)

    assert (after.state, after.job.state) == ("done", "failed")
    assert "陈静" in after.job.message
    assert "王芳" not in after.job.message
    assert User.objects.filter(staff_number="0002").exists()


def test_undo_is_refused_when_somebody_has_rows_of_their_own(imported, undo):
    run = imported(person("0001", "陈静"))
    new = User.objects.get(staff_number="0001")
    RoleGrant.objects.create(person=new, role="supervisor", starts_on=date(2026, 9, 3))

    after = undo(run)

    assert after.state == "done"
    assert "陈静" in after.job.message


def test_undo_is_refused_when_somebody_was_changed_since(imported, undo):
    imported(person("0001", "陈静"))
    run = imported(person("0001", "陈静", phone="19911112222"))
    User.objects.filter(staff_number="0001").update(phone="19933334444")

    assert undo(run).state == "done"


def test_undo_is_refused_when_a_later_import_stands_on_it(imported, undo):
    first = imported(person("0001", "陈静"))
    second = imported(person("0001", "陈静", remark="调入"))

    assert undo(first).state == "done"
    assert undo(second).state == "undone"
    assert undo(first).state == "undone"


def test_undo_ends_after_seven_days(imported, wu, time_machine):
    run = imported(person("0001", "陈静"))
    time_machine.move_to("2026-09-11T10:00:00+08:00")

    with pytest.raises(Refused) as refusal:
        ask_undo(run, by=wu)

    assert refusal.value.code == "undo_too_late"


def test_group_that_others_joined_is_kept(imported, undo, lin):
    run = imported(person("0001", "陈静", group="美术教研组"))
    group = Group.objects.get(name="美术教研组")
    Membership.objects.create(person=lin, group=group, starts_on=date(2026, 9, 3))

    assert undo(run).state == "undone"

    assert Group.objects.filter(pk=group.pk).exists()
    assert not Subject.objects.filter(name="语文").exists()
