"""Groups over time: joining, leaving, leading; the pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from portal.people.groups import join_group, leave_group, set_leader
from portal.people.models import Group, Membership, User
from portal.refusal import Refused
from tests.factories import GroupFactory, UserFactory
from tests.queries import assert_constant_queries


@pytest.fixture
def newcomer(db):
    return UserFactory(staff_number="0900", name="方圆")


def test_first_research_group_becomes_the_main_group(newcomer, chinese, maths):
    join_group(newcomer, chinese)
    join_group(newcomer, maths)

    newcomer.refresh_from_db()
    assert newcomer.main_group == chinese
    assert sorted(newcomer.group_ids) == sorted([chinese.pk, maths.pk])


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"starts_on": date(2026, 9, 1)}, "already_member"),
        ({"starts_on": date(2019, 1, 1), "ends_on": date(2018, 1, 1)}, "dates"),
    ],
)
def test_joining_is_refused(lin, chinese, facts, code):
    with pytest.raises(Refused) as refusal:
        join_group(lin, chinese, **facts)

    assert refusal.value.code == code


def test_nobody_joins_a_closed_group(newcomer):
    with pytest.raises(Refused) as refusal:
        join_group(newcomer, GroupFactory(is_active=False))

    assert refusal.value.code == "group_closed"


def test_who_left_can_join_again_later(lin, chinese, sixth_week):
    leave_group(lin.memberships.get(), last_day=sixth_week - timedelta(days=1))

    join_group(lin, chinese)

    assert lin.memberships.count() == 2


def test_old_record_of_the_group_stays(lin, chinese, sixth_week):
    leave_group(lin.memberships.get())

    lin.refresh_from_db()
    assert lin.main_group is None
    assert User.objects.in_group(chinese, on=sixth_week).contains(lin)
    assert not User.objects.in_group(chinese, on=sixth_week + timedelta(days=1)).contains(lin)


def test_leading_begins_on_a_day_and_the_past_keeps_its_leader(lin, chinese, sixth_week):
    set_leader(lin.memberships.get(), is_leader=True)

    rows = lin.memberships.order_by("starts_on").values_list("is_leader", "starts_on", "ends_on")
    assert list(rows) == [
        (False, date(2020, 9, 1), sixth_week - timedelta(days=1)),
        (True, sixth_week, None),
    ]


def test_leading_set_and_unset_on_one_day_leaves_one_row(lin, sixth_week):
    membership = set_leader(lin.memberships.get(), is_leader=True)
    membership = set_leader(membership, is_leader=False)

    assert lin.memberships.current(on=sixth_week).get() == membership
    assert not membership.is_leader


def test_leading_twice_changes_nothing(zhou):
    membership = zhou.memberships.get()

    assert set_leader(membership, is_leader=True) == membership
    assert zhou.memberships.count() == 1


# -- The pages ------------------------------------------------------------------------------------


@pytest.fixture
def office(client, wu):
    client.force_login(wu)
    return wu


def test_list_names_leaders_and_counts_members(client, lin, zhou, chinese):
    client.force_login(lin)

    page = client.get(reverse("people:group_list"))

    [(_label, table)] = page.context["kinds"]
    [group] = table.data
    assert (group.size, [m.person for m in group.leaders]) == (2, [zhou])


def test_office_makes_a_group_and_adds_a_member(client, office, newcomer):
    made = client.post(
        reverse("people:group_new"), {"kind": "prep_group", "name": "八数", "is_active": "on"}
    )
    group = Group.objects.get(name="八数")

    client.post(
        reverse("people:group_join", args=[group.pk]),
        {"person": "方圆 0900", "starts_on": "2026-09-01", "is_leader": "on"},
    )

    assert made.url == reverse("people:group_detail", args=[group.pk])
    membership = Membership.objects.get()
    assert (membership.person, membership.is_leader) == (newcomer, True)


def test_two_people_of_one_name_are_asked_about(client, office, chinese):
    UserFactory(staff_number="0087", name="王芳")
    UserFactory(staff_number="0099", name="王芳")

    response = client.post(
        reverse("people:group_join", args=[chinese.pk]),
        {"person": "王芳", "starts_on": "2026-09-01"},
    )

    assert response.status_code == 422
    [error] = response.context["form"].errors["person"]
    assert "王芳 0087" in error
    assert "王芳 0099" in error


def test_refusal_stands_beside_the_form(client, office, lin, chinese):
    response = client.post(
        reverse("people:group_join", args=[chinese.pk]),
        {"person": "1001", "starts_on": "2026-09-01"},
    )

    assert response.status_code == 409
    assert response.context["refusal"]


@pytest.mark.parametrize(("act", "leads"), [("lead", True), ("unlead", False)])
def test_office_sets_and_unsets_the_leader(client, office, lin, zhou, sixth_week, act, leads):
    person = lin if leads else zhou

    client.post(reverse(f"people:membership_{act}", args=[person.memberships.get().pk]))

    assert person.memberships.current(on=sixth_week).get().is_leader is leads


def test_office_ends_a_membership(client, office, lin, chinese):
    client.post(reverse("people:membership_end", args=[lin.memberships.get().pk]))

    assert lin.memberships.get().ends_on is not None


def test_teacher_sees_members_but_no_buttons(client, lin, zhou, chinese):
    client.force_login(lin)

    page = client.get(reverse("people:group_detail", args=[chinese.pk])).content.decode()

    assert "周静" in page
    assert "/staff/memberships/" not in page


def test_groups_cost_the_same_for_any_number(client, office):
    assert_constant_queries(
        lambda: client.get(reverse("people:group_list")),
        grow=lambda: UserFactory(leads=GroupFactory()),
        at_most=9,
    )


def test_members_cost_the_same_for_any_number(client, office, chinese):
    assert_constant_queries(
        lambda: client.get(reverse("people:group_detail", args=[chinese.pk])),
        grow=lambda: UserFactory(in_group=chinese),
        at_most=9,
    )
