"""Pages of what is owed: mine, the matrix, and the office's rules."""

from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from portal.deadlines.models import Excuse, Requirement
from portal.notices.models import Notice
from portal.people.models import Group
from portal.terms.models import Term
from research.reflections.models import LessonReflection
from tests.factories import UserFactory
from tests.queries import assert_constant_queries

SHANGHAI = ZoneInfo("Asia/Shanghai")
PAGES_OF_OFFICE = [
    "matrix",
    "matrix_export",
    "remind",
    "requirement_list",
    "requirement_new",
    "excuse_list",
    "excuse_new",
]


def at_school(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def weekly(term, sixth_week):
    return Requirement.objects.create(
        term=term, kind="lesson_reflection", count=2, every_weeks=1, offsets="1,0"
    )


@pytest.fixture
def narrative(term, sixth_week):
    return Requirement.objects.create(
        term=term, kind="education_narrative", due_at=at_school("2026-12-31T23:59:00")
    )


def file_reflection(author, term, day, state="submitted"):
    return LessonReflection.objects.create(
        kind="lesson_reflection", author=author, term=term, group=author.main_group,
        occurred_on=day, state=state, lesson_topic="圆的面积",
        submitted_at=at_school(f"{day}T12:00:00"),
    )  # fmt: skip


def page_of(client, name, *args, query=""):
    response = client.get(reverse(f"deadlines:{name}", args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


# -- My page --------------------------------------------------------------------------------------


def test_my_page_says_what_by_when_and_why_so_much(client, lin, term, weekly, narrative):
    file_reflection(lin, term, date(2026, 10, 6))
    client.force_login(lin)

    page = page_of(client, "mine")

    assert "Now: 1 of 2, due 11 October 2026 23:59" in page
    assert "20 weeks × 2 = 40" in page
    assert "Due 31 December 2026 23:59" in page
    assert reverse("research:lesson_reflection_new") in page


def test_my_page_before_any_term(client, lin):
    client.force_login(lin)

    assert "No term is open yet" in page_of(client, "mine")


def test_my_page_costs_the_same_for_many_requirements(client, lin, term, weekly):
    client.force_login(lin)

    assert_constant_queries(
        lambda: client.get(reverse("deadlines:mine")),
        grow=lambda: Requirement.objects.create(
            term=term, kind="case", due_at=at_school("2026-12-31T23:59:00")
        ),
        at_most=11,
    )


@pytest.mark.parametrize(
    ("reader", "status"),
    [("lin", 200), ("zhou", 200), ("wu", 200), ("sun", 200), ("qian", 403), ("tang", 403),
     ("guest", 403)],
)  # fmt: skip
def test_who_may_see_what_lin_owes(request, client, lin, weekly, reader, status):
    client.force_login(request.getfixturevalue(reader))

    assert client.get(reverse("deadlines:person", args=[lin.pk])).status_code == status


def test_guest_owes_nothing_and_has_no_page(client, guest, term):
    client.force_login(guest)

    assert client.get(reverse("deadlines:mine")).status_code == 403


# -- The matrix -----------------------------------------------------------------------------------


def test_matrix_shows_filed_of_owed_and_opens_the_list_behind(client, wu, lin, term, weekly):
    file_reflection(lin, term, date(2026, 9, 8))
    file_reflection(lin, term, date(2026, 9, 9), state="accepted")
    client.force_login(wu)

    page = page_of(client, "matrix")

    address = f"{reverse('records:school_filed')}?term={term.pk}&amp;kind=lesson_reflection"
    assert f'<a href="{address}&amp;author=1001">2 / 10 <small>1 accepted</small></a>' in page


def test_matrix_adds_up_what_it_shows(client, wu, lin, qian, term, weekly):
    file_reflection(lin, term, date(2026, 9, 2))
    file_reflection(qian, term, date(2026, 9, 2), "accepted")
    client.force_login(wu)

    response = client.get(reverse("deadlines:matrix"))

    total = response.context["matrix"].total
    assert total.done_now == 2
    assert f"2 / {total.owed_now} <small>1 accepted" in response.content.decode()


def test_list_behind_a_cell_holds_that_persons_records_alone(client, wu, lin, qian, term, weekly):
    file_reflection(lin, term, date(2026, 9, 8))
    file_reflection(qian, term, date(2026, 9, 8))
    client.force_login(wu)
    address = reverse("research:lesson_reflection_list")

    page = client.get(f"{address}?scope=school&term={term.pk}&author=1001").content.decode()

    assert "林晓" in page
    assert "钱进" not in page


def test_leader_sees_the_own_group_alone(client, zhou, lin, qian, weekly):
    client.force_login(zhou)

    page = page_of(client, "matrix")

    assert "林晓" in page
    assert "钱进" not in page


def test_the_chosen_group_and_requirement_stand_in_the_filter_without_complaint(
    client, zhou, chinese, weekly
):
    client.force_login(zhou)

    page = page_of(client, "matrix", query=f"?group={chinese.pk}&requirement={weekly.pk}")

    assert f'<option value="{chinese.pk}" selected' in page
    assert f'<option value="{weekly.pk}" selected' in page
    assert "is-invalid" not in page


def test_leader_cannot_widen_the_matrix_by_its_address(client, zhou, lin, qian, maths, weekly):
    client.force_login(zhou)

    page = page_of(client, "matrix", query=f"?group={maths.pk}")

    assert "钱进" not in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?name=linx", ["林晓"]),
        ("?name=linq", []),
        ("?name=林", ["林晓"]),
        ("?name=lx", ["林晓"]),
        ("?name=1004", ["钱进"]),
        ("?behind=on", ["林晓", "钱进"]),
    ],
)
def test_matrix_is_narrowed_by_name_and_lag(client, wu, lin, qian, weekly, query, names):
    client.force_login(wu)
    wu.is_teacher = False
    wu.save()

    page = page_of(client, "matrix", query=query)

    assert [name for name in ("林晓", "钱进") if name in page] == names


def test_matrix_is_sorted_by_lag_when_asked(client, wu, lin, qian, term, weekly):
    file_reflection(lin, term, date(2026, 9, 8))
    client.force_login(wu)

    page = page_of(client, "matrix", query="?order=behind")

    assert page.index("钱进") < page.index("林晓")


def test_matrix_costs_the_same_for_many_people(client, wu, term, weekly, narrative, chinese):
    client.force_login(wu)

    def grow():
        person = UserFactory(
            in_group=Group.objects.create(kind="prep_group", name=f"备课{Group.objects.count()}")
        )
        file_reflection(person, term, date(2026, 9, 8))

    assert_constant_queries(lambda: client.get(reverse("deadlines:matrix")), grow=grow, at_most=12)


def test_sheet_holds_what_the_page_shows(client, wu, lin, qian, term, weekly):
    file_reflection(lin, term, date(2026, 9, 8))
    client.force_login(wu)

    response = client.get(reverse("deadlines:matrix_export") + "?name=1001")

    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert rows[1][:3] == ("Group", "Staff number", "Name")
    assert rows[2:] == [("语文教研组", "1001", "林晓", 1, 10, 0, 9)]


# -- Reminding by hand ----------------------------------------------------------------------------


def test_preview_says_who_gets_what_and_tells_nobody(client, zhou, lin, weekly):
    client.force_login(zhou)

    page = page_of(client, "remind")

    assert "林晓" in page
    assert "Lesson reflection: 10" in page
    assert not Notice.objects.exists()


def test_those_behind_are_reminded_once_a_day(client, zhou, lin, qian, weekly, time_machine):
    client.force_login(zhou)
    address = reverse("deadlines:remind") + "?name=1001"

    client.post(address)
    client.post(address)
    assert list(Notice.objects.values_list("person__name", flat=True)) == ["林晓"]

    time_machine.move_to("2026-10-08T10:00:00+08:00")
    client.force_login(zhou)
    client.post(address)
    assert Notice.objects.count() == 2


def test_leader_reminds_nobody_of_another_group(client, zhou, lin, qian, weekly):
    client.force_login(zhou)

    client.post(reverse("deadlines:remind"))

    assert "钱进" not in set(Notice.objects.values_list("person__name", flat=True))


# -- Requirements ---------------------------------------------------------------------------------


def test_office_asks_the_usual_with_one_tap(client, wu, term):
    client.force_login(wu)

    page = page_of(client, "requirement_list")
    client.post(reverse("deadlines:set_usual"))
    client.post(reverse("deadlines:set_usual"))

    assert "Lesson reflection: 2 a week" in page
    assert set(Requirement.objects.values_list("kind", "count", "every_weeks", "offsets")) == {
        ("lesson_reflection", 2, 1, "1,0"),
        ("education_narrative", 1, 0, "14,7,3,1,0"),
        ("experience_summary", 1, 0, "14,7,3,1,0"),
        ("observation", 15, 0, "14,7,3,1,0"),
    }


def test_office_adds_a_requirement_for_young_teachers_of_a_group(client, wu, term, chinese):
    client.force_login(wu)

    client.post(
        reverse("deadlines:requirement_new"),
        {"kind": "case", "count": 1, "every_weeks": 0, "due_at_0": "2026-12-18",
         "due_at_1": "18:00", "min_characters": 800, "audience": "group", "group": chinese.pk,
         "role": "principal", "max_years_of_service": 5, "offsets": "7，3、0"},
    )  # fmt: skip

    made = Requirement.objects.get()
    assert made.due_at == at_school("2026-12-18T18:00:00")
    assert (made.group, made.role, made.offsets) == (chinese, "", "7,3,0")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"due_at_0": "", "due_at_1": ""}, "Say when it is due."),
        ({"audience": "role"}, "Choose the role."),
        ({"audience": "group"}, "Choose the group."),
        ({"offsets": "soon"}, "Whole numbers from 0 to 30"),
        ({"min_years_of_service": 9}, "The second number is not the smaller one."),
    ],
)
def test_incomplete_requirement_is_explained(client, wu, term, changed, words):
    client.force_login(wu)
    typed = {"kind": "case", "count": 1, "every_weeks": 0, "due_at_0": "2026-12-18",
             "due_at_1": "18:00", "min_characters": 0, "audience": "everyone",
             "max_years_of_service": 5, "offsets": ""}  # fmt: skip

    response = client.post(reverse("deadlines:requirement_new"), typed | changed)

    assert words in response.content.decode()
    assert not Requirement.objects.exists()


def test_rhythm_has_no_due_moment_and_short_offsets(client, wu, term):
    client.force_login(wu)

    client.post(
        reverse("deadlines:requirement_new"),
        {"kind": "lesson_reflection", "count": 2, "every_weeks": 1, "due_at_0": "2026-12-18",
         "due_at_1": "18:00", "min_characters": 0, "audience": "everyone", "offsets": ""},
    )  # fmt: skip

    made = Requirement.objects.get()
    assert (made.due_at, made.offsets) == (None, "1,0")


def test_requirements_are_copied_from_another_term_with_dates_moved(
    client, wu, term, weekly, narrative
):
    spring = Term.objects.create(
        school_year=term.school_year, number=2, starts_on=date(2027, 2, 22),
        ends_on=date(2027, 7, 2),
    )  # fmt: skip
    client.force_login(wu)
    address = reverse("deadlines:requirement_copy") + f"?term={spring.pk}"

    client.post(address, {"source": term.pk})
    client.post(address, {"source": term.pk})

    assert list(Requirement.objects.in_term(spring).values_list("kind", "count", "due_at")) == [
        ("education_narrative", 1, at_school("2027-06-17T23:59:00")),
        ("lesson_reflection", 2, None),
    ]


def test_removing_asks_first_and_keeps_what_was_filed(client, wu, lin, term, weekly):
    file_reflection(lin, term, date(2026, 9, 8))
    client.force_login(wu)

    page = page_of(client, "requirement_delete", weekly.pk)
    client.post(reverse("deadlines:requirement_delete", args=[weekly.pk]))

    assert "2 people will no longer owe it" in page
    assert not Requirement.objects.exists()
    assert LessonReflection.objects.count() == 1


def test_principal_reads_requirements_but_cannot_change_them(client, sun, weekly):
    client.force_login(sun)

    page = page_of(client, "requirement_list")

    assert "Lesson reflection" in page
    assert reverse("deadlines:requirement_edit", args=[weekly.pk]) not in page
    assert client.get(reverse("deadlines:requirement_edit", args=[weekly.pk])).status_code == 403


def test_list_of_requirements_costs_the_same(client, wu, term, weekly, chinese):
    client.force_login(wu)

    assert_constant_queries(
        lambda: client.get(reverse("deadlines:requirement_list")),
        grow=lambda: Requirement.objects.create(
            term=term, kind="case", audience="group", group=chinese,
            due_at=at_school("2026-12-31T23:59:00"),
        ),
        at_most=12,
    )  # fmt: skip


# -- Excuses --------------------------------------------------------------------------------------


def test_office_excuses_somebody_and_ends_it(client, wu, lin, weekly):
    client.force_login(wu)

    client.post(
        reverse("deadlines:excuse_new"),
        {"person": "林晓 1001", "reason": "leave", "words": "产假", "starts_on": "2026-09-14",
         "ends_on": ""},
    )  # fmt: skip
    excuse = Excuse.objects.get()
    page = page_of(client, "excuse_list")
    client.post(reverse("deadlines:excuse_end", args=[excuse.pk]))

    assert "产假" in page
    excuse.refresh_from_db()
    assert (excuse.granted_by, excuse.ends_on) == (wu, date(2026, 10, 6))


def test_nobody_excuses_themselves(client, wu, weekly):
    client.force_login(wu)

    response = client.post(
        reverse("deadlines:excuse_new"),
        {"person": "吴敏 1003", "reason": "leave", "starts_on": "2026-09-14"},
    )

    assert "Nobody excuses themselves" in response.content.decode()
    assert not Excuse.objects.exists()


def test_who_is_away_by_the_roster_without_dates_is_listed(client, wu, lin, weekly):
    lin.status = "on_leave"
    lin.save()
    client.force_login(wu)

    assert "Away by the roster, but without dates" in page_of(client, "excuse_list")
    Excuse.objects.create(person=lin, reason="leave", starts_on=date(2026, 9, 1), granted_by=wu)
    assert "Away by the roster, but without dates" not in page_of(client, "excuse_list")


def test_list_of_excuses_costs_the_same(client, wu, lin, weekly):
    client.force_login(wu)

    def grow():
        Excuse.objects.create(
            person=UserFactory(), reason="leave", starts_on=date(2026, 9, 1), granted_by=wu
        )
        UserFactory(status="on_leave")

    assert_constant_queries(
        lambda: client.get(reverse("deadlines:excuse_list")), grow=grow, at_most=10
    )


# -- Rights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES_OF_OFFICE)
def test_teacher_is_refused_the_pages_of_others(client, lin, weekly, name):
    client.force_login(lin)

    assert client.get(reverse(f"deadlines:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["mine", *PAGES_OF_OFFICE])
def test_stranger_is_sent_to_sign_in(client, weekly, name):
    assert reverse("account_login") in client.get(reverse(f"deadlines:{name}")).url
