"""The staff list, a person's page and the office's forms."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from portal.people.models import Act, AuditEvent, Role, Subject, User
from tests.factories import UserFactory
from tests.queries import assert_constant_queries


def listed(client, **filters):
    page = client.get(reverse("people:staff_list"), filters)
    return [person.staff_number for person in page.context["page"].rows]


@pytest.fixture
def office(client, wu):
    client.force_login(wu)
    return wu


# -- The list -------------------------------------------------------------------------------------


def test_list_is_sorted_by_pinyin(client, office, lin, zhou, qian):
    assert listed(client) == [
        lin.staff_number,
        qian.staff_number,
        office.staff_number,
        zhou.staff_number,
    ]


@pytest.mark.parametrize("words", ["林晓", "lin", "linxiao", "lin x", "lx", "1001"])
def test_person_is_found_by_name_pinyin_initials_or_number(client, office, lin, zhou, words):
    assert listed(client, q=words) == [lin.staff_number]


def test_list_is_narrowed_by_group_subject_and_role(client, office, lin, zhou, qian, chinese):
    physics = Subject.objects.create(name="物理")
    User.objects.filter(pk=qian.pk).update(subject=physics)

    assert listed(client, group=chinese.pk) == [lin.staff_number, zhou.staff_number]
    assert listed(client, subject=physics.pk) == [qian.staff_number]
    assert listed(client, role=Role.RESEARCH_OFFICE) == [office.staff_number]


def test_who_left_is_shown_only_when_asked_for(client, office, lin):
    User.objects.filter(pk=lin.pk).update(status=User.Status.LEFT, is_active=False)

    assert lin.staff_number not in listed(client)
    assert listed(client, status="left") == [lin.staff_number]
    assert lin.staff_number in listed(client, status="all")


def test_two_people_of_one_name_are_told_apart(client, office, chinese, maths):
    UserFactory(staff_number="0087", name="王芳", in_group=chinese)
    UserFactory(staff_number="0099", name="王芳", in_group=maths)

    page = client.get(reverse("people:staff_list"), {"q": "王芳"}).content.decode()

    assert {"0087", "0099"} <= set(page.replace("<", " ").replace(">", " ").split())
    assert page.index("语文教研组</td>") < page.index("数学教研组</td>")


def test_empty_list_says_what_to_do(client, office):
    page = client.get(reverse("people:staff_list"), {"q": "nobody"}).content.decode()

    assert "empty-state" in page


def test_list_costs_the_same_for_any_length(client, office, chinese):
    assert_constant_queries(
        lambda: client.get(reverse("people:staff_list")),
        grow=lambda: UserFactory(in_group=chinese),
        at_most=8,
    )


def test_sheet_holds_what_the_list_shows(client, office, lin, zhou):
    response = client.get(reverse("people:staff_export"), {"q": "lin"})

    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert [row[0] for row in rows[2:]] == ["1001"]
    assert AuditEvent.objects.get().act == Act.EXPORTED


def test_sheet_costs_the_same_for_any_length(client, office, chinese):
    assert_constant_queries(
        lambda: client.get(reverse("people:staff_export")),
        grow=lambda: UserFactory(in_group=chinese),
        at_most=13,
    )


# -- A person's page ------------------------------------------------------------------------------


@pytest.fixture
def born(lin):
    User.objects.filter(pk=lin.pk).update(birth_month=date(1990, 5, 1), remark="腰伤")
    return lin


@pytest.mark.parametrize(
    ("reader", "sees"),
    [("lin", True), ("wu", True), ("admin", True), ("zhou", False), ("sun", False)],
)
def test_birth_month_and_remark_are_private(client, born, request, reader, sees):
    client.force_login(request.getfixturevalue(reader))

    page = client.get(reverse("people:staff_detail", args=[born.pk])).content.decode()

    assert ("1990-05" in page) is sees
    assert ("腰伤" in page) is sees


def test_looking_at_private_facts_of_others_is_written_down(client, born, wu):
    client.force_login(wu)
    client.get(reverse("people:staff_detail", args=[born.pk]))
    client.force_login(born)
    client.get(reverse("people:staff_detail", args=[born.pk]))

    assert list(AuditEvent.objects.values_list("act", "actor")) == [(Act.VIEWED, wu.pk)]


def test_guest_sees_nobody_but_themselves(client, guest, lin):
    client.force_login(guest)

    own = client.get(reverse("people:staff_detail", args=[guest.pk]))
    other = client.get(reverse("people:staff_detail", args=[lin.pk]))

    assert (own.status_code, other.status_code) == (200, 403)


def test_page_costs_the_same_for_any_history(client, office, lin):
    assert_constant_queries(
        lambda: client.get(reverse("people:staff_detail", args=[lin.pk])),
        grow=lambda: lin.posts.create(name="备课组长"),
        at_most=12,
    )


# -- Adding and changing --------------------------------------------------------------------------


def facts(**changes):
    return {
        "staff_number": "0900",
        "name": "方 圆",
        "phone": "１３９ 0000 0900",
        "email": "",
        "status": "active",
        "taught_since": "2016-08",
        "is_teacher": "on",
    } | changes


def test_office_adds_a_person_who_joins_the_main_group(client, office, chinese):
    response = client.post(reverse("people:staff_new"), facts(main_group=chinese.pk))

    person = User.objects.get(staff_number="0900")
    assert response.url == reverse("people:staff_detail", args=[person.pk])
    assert (person.phone, person.taught_since) == ("13900000900", date(2016, 8, 1))
    assert person.group_ids == [chinese.pk]
    assert not person.has_usable_password()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"staff_number": "1003"}, "staff_number"),
        ({"phone": "12345"}, "phone"),
        ({"taught_since": "2999-01"}, "taught_since"),
        ({"name": ""}, "name"),
        ({"status": "left"}, "status"),
    ],
)
def test_wrong_facts_are_refused_beside_the_field(client, office, changes, field):
    response = client.post(reverse("people:staff_new"), facts(**changes))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_nothing_is_overwritten_when_two_people_edit_one(client, office, lin):
    url = reverse("people:staff_edit", args=[lin.pk])
    seen = client.get(url).context["form"]["seen_version"].value()
    User.objects.get(pk=lin.pk).save()

    stale = client.post(url, facts(staff_number="1001", name="林小", seen_version=seen))
    again = stale.context["form"].data["seen_version"]
    saved = client.post(url, facts(staff_number="1001", name="林小", seen_version=again))

    assert stale.status_code == 422
    assert saved.status_code == 302
    assert User.objects.get(pk=lin.pk).name == "林小"


def test_office_keeps_posts_titles_and_honours(client, office, lin):
    url = reverse("people:career_edit", args=[lin.pk])
    rows = {
        f"{prefix}-{key}": value
        for prefix in ("posts", "titles", "honours")
        for key, value in (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))
    }

    client.post(
        url,
        rows
        | {
            "posts-0-name": "备课组长",
            "posts-0-starts_on": "2026-09-01",
            "titles-0-title": "senior",
            "honours-0-name": "backbone",
            "honours-0-level": "district",
        },
    )

    assert [post.name for post in lin.posts.all()] == ["备课组长"]
    assert [title.title for title in lin.titles.all()] == ["senior"]
    assert [honour.level for honour in lin.honours.all()] == ["district"]


# -- The account ----------------------------------------------------------------------------------


def test_office_makes_a_first_password_that_is_shown_once(client, office, lin):
    url = reverse("people:staff_password", args=[lin.pk])

    response = client.post(url)

    password = response.context["password"]
    lin.refresh_from_db()
    assert lin.check_password(password)
    assert password in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert password not in client.get(url).content.decode()


def test_office_closes_and_opens_an_account(client, office, lin):
    client.post(
        reverse("people:staff_leaving", args=[lin.pk]),
        {"status": "retired", "last_day": "2026-07-01"},
    )
    closed = User.objects.get(pk=lin.pk)
    client.post(reverse("people:staff_return", args=[lin.pk]))

    assert (closed.is_active, closed.status) == (False, "retired")
    assert User.objects.get(pk=lin.pk).is_active


def test_office_cannot_close_its_own_account(client, office):
    assert client.get(reverse("people:staff_leaving", args=[office.pk])).status_code == 403


def test_refusal_stands_on_the_page(client, office, admin):
    response = client.post(
        reverse("people:staff_leaving", args=[admin.pk]),
        {"status": "left", "last_day": "2026-07-01"},
    )

    assert response.status_code == 409
    assert response.context["refusal"]
