"""The pages of the timetable: what they show, to whom, and at which cost."""

from datetime import date

import pytest
from django.urls import reverse

from portal import clock
from portal.terms.models import CalendarDay
from research.reflections.models import LessonReflection
from research.timetable.models import Entry, Period, Substitution
from research.timetable.tests.factories import EntryFactory
from tests.queries import assert_constant_queries

WEDNESDAY = date(2026, 10, 14)
WEEK = {"day": "2026-10-14"}


@pytest.fixture
def entry(term, lin, sixth_week):
    return EntryFactory(term=term, person=lin)


def text(client, name, data=None, **kwargs):
    response = client.get(reverse(f"timetable:{name}", kwargs=kwargs), data or {})
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"


def reflect(person, term, day=WEDNESDAY, state="submitted", **fields):
    fields["submitted_at"] = None if state == "draft" else clock.now()
    return LessonReflection.objects.create(
        author=person, term=term, occurred_on=day, state=state, title="课", lesson_topic="背影",
        class_name="七3", kind="lesson_reflection", **fields,
    )  # fmt: skip


# -- My week --------------------------------------------------------------------------------------


def test_my_week_shows_my_lessons_and_no_others(client, entry, lin, qian):
    EntryFactory(term=entry.term, person=qian, class_name="九(9)班", weekday=2)
    client.force_login(lin)

    page = text(client, "mine", WEEK)

    assert "七(3)班" in page
    assert "九(9)班" not in page


def test_a_make_up_day_is_there_with_its_reason(client, entry, lin):
    CalendarDay.objects.create(
        date=date(2026, 10, 17), kind="make_up", is_working=True, name="调休", follows_weekday=3
    )
    client.force_login(lin)

    assert "lessons as on Wednesday" in text(client, "mine", WEEK)


def test_without_a_timetable_it_says_what_to_expect(client, term, lin):
    client.force_login(lin)

    assert "You have no timetable this term" in text(client, "mine")


def test_a_day_that_is_none_is_today(client, entry, lin):
    client.force_login(lin)

    assert "Week 6" in text(client, "mine", {"day": "2026-13-99"})


# -- Everybody's ----------------------------------------------------------------------------------


def test_the_staff_reads_a_colleagues_and_a_classs_week(client, entry, qian):
    client.force_login(qian)

    assert "七(3)班" in text(client, "everyone", {"person": "1001", **WEEK})
    assert "林晓" in text(client, "everyone", {"class_name": "七3", **WEEK})


@pytest.mark.parametrize("name", ["mine", "everyone", "batch", "change_list", "export", "ratio"])
def test_a_guest_reads_nothing(client, entry, guest, name):
    client.force_login(guest)

    assert client.get(reverse(f"timetable:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["office", "bell", "entry_new", "import"])
def test_only_the_keepers_keep_it(client, entry, lin, wu, name):
    client.force_login(lin)
    assert client.get(reverse(f"timetable:{name}")).status_code == 403

    client.force_login(wu)
    assert client.get(reverse(f"timetable:{name}")).status_code == 200


# -- The week with its reflections ----------------------------------------------------------------


def test_each_lesson_taught_is_written_a_draft_or_missing(client, entry, lin, time_machine):
    for period in (3, 4):
        EntryFactory(term=entry.term, person=lin, period=period, class_name=f"七({period + 1})班")
    reflect(lin, entry.term, period=2)
    reflect(lin, entry.term, period=3, state="draft")
    time_machine.move_to("2026-10-14T17:00:00+08:00", tick=False)
    client.force_login(lin)

    page = client.get(reverse("timetable:batch"), WEEK)
    lines = [line for _day, lines in page.context["days"] for line in lines]

    assert [line.writing.value for line in lines] == ["written", "draft", "missing"]
    assert (page.context["written"], page.context["taught"]) == (1, 3)


def test_what_is_still_to_come_is_not_asked_for(client, entry, lin):
    client.force_login(lin)

    assert client.get(reverse("timetable:batch"), WEEK).context["still_to_come"] == 1


def test_one_tap_opens_the_form_filled_with_the_lesson(client, entry, lin, time_machine):
    time_machine.move_to("2026-10-14T17:00:00+08:00", tick=False)
    client.force_login(lin)
    page = client.get(reverse("timetable:batch"), WEEK)
    line = page.context["days"][0][1][0]

    form = client.get(line.url).context["form"]

    assert form["class_name"].value() == "七(3)班"
    assert str(form["period"].value()) == "2"
    assert str(form["occurred_on"].value()) == "2026-10-14"


# -- Changes --------------------------------------------------------------------------------------


def ask(client, entry, **data):
    address = reverse("timetable:change_new")
    query = f"?person={entry.person.staff_number}&day=2026-10-14&period=2"
    return client.post(address + query, {"reason": "外出学习", **data})


def test_a_teacher_asks_and_the_office_confirms(client, entry, lin, zhou, wu):
    client.force_login(lin)
    ask(client, entry, change="taken_over", substitute="周静 1002")
    change = Substitution.objects.get()
    client.force_login(wu)
    client.post(reverse("timetable:change_confirm", args=[change.pk]))

    change.refresh_from_db()
    assert (change.state, change.substitute) == ("confirmed", zhou)


def test_a_refusal_stands_on_the_form_with_what_was_typed(client, entry, lin):
    CalendarDay.objects.create(date=date(2026, 10, 16), kind="holiday", is_working=False, name="x")
    client.force_login(lin)

    response = ask(client, entry, change="moved", to_date="2026-10-16", to_period="6")

    assert response.status_code == 422
    assert "There are no lessons on that day" in response.content.decode()
    assert "外出学习" in response.content.decode()


def test_a_teacher_does_not_open_anothers_lesson(client, entry, qian):
    client.force_login(qian)
    query = {"person": "1001", "day": "2026-10-14", "period": "2"}

    assert client.get(reverse("timetable:change_new"), query).status_code == 404


def test_what_is_only_asked_for_colleagues_do_not_see(client, entry, lin, qian):
    client.force_login(lin)
    ask(client, entry, change="cancelled")
    change = Substitution.objects.get()
    client.force_login(qian)

    assert client.get(reverse("timetable:change_detail", args=[change.pk])).status_code == 404
    assert "外出学习" not in text(client, "change_list", {"show": "all"})


# -- The office -----------------------------------------------------------------------------------


def test_a_lesson_that_meets_another_is_refused_beside_the_form(client, entry, wu, lin):
    client.force_login(wu)
    lesson = {
        "person": "林晓 1001",
        "weekday": 3,
        "period": 2,
        "class_name": "七4",
        "subject": entry.subject_id,
        "weeks": "odd",
    }

    response = client.post(reverse("timetable:entry_new"), lesson)

    assert response.status_code == 422
    assert "This teacher already has a lesson in that period." in response.content.decode()


def test_the_office_adds_and_removes_a_lesson(client, entry, wu, lin):
    client.force_login(wu)
    lesson = {
        "person": "林晓 1001",
        "weekday": 4,
        "period": 2,
        "class_name": "七年级4班",
        "subject": entry.subject_id,
        "weeks": "every",
    }
    client.post(reverse("timetable:entry_new"), lesson)
    added = Entry.objects.get(weekday=4)
    assert added.class_name == "七(4)班"

    client.post(reverse("timetable:entry_remove", args=[added.pk]))

    assert not Entry.objects.filter(weekday=4).exists()


def test_the_bell_is_the_schools_own(client, entry, wu):
    client.force_login(wu)
    hours = {f"starts_{n}": f"{7 + n:02d}:10" for n in range(1, 9)}
    hours |= {f"ends_{n}": f"{7 + n:02d}:50" for n in range(1, 9)}

    client.post(reverse("timetable:bell"), hours)

    assert f"{Period.objects.get(number=1).starts:%H:%M}" == "08:10"
    assert not Period.objects.filter(number=9).exists()


def test_a_period_with_lessons_is_not_taken_out(client, entry, wu):
    client.force_login(wu)

    response = client.post(reverse("timetable:bell"), {"starts_1": "08:00", "ends_1": "08:45"})

    assert response.status_code == 422
    assert "Lessons of this term stand in this period." in response.content.decode()


# -- The cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "query", "at_most"),
    [
        ("mine", WEEK, 12),
        ("batch", {"day": "2026-09-30"}, 12),
        ("everyone", {"class_name": "七3", **WEEK}, 12),
        ("change_list", {"show": "all"}, 12),
        ("ratio", {}, 12),
        ("office", {}, 14),
    ],
)
def test_pages_cost_the_same_for_any_timetable(
    client, term, lin, wu, sixth_week, name, query, at_most
):
    numbers = iter(range(100))

    def one_more():
        n = next(numbers)
        slot = {"weekday": n % 5 + 1, "period": n // 5 + 1}
        entry = EntryFactory(term=term, person=lin, class_name="七(3)班", **slot)
        Substitution.objects.create(
            person=lin, date=date(2026, 11, 2 + n % 25), period=entry.period, change="cancelled",
            class_name="七(3)班", subject=entry.subject, state="confirmed", reason="x", asked_by=wu,
        )  # fmt: skip

    client.force_login(wu if name in {"office", "ratio"} else lin)

    assert_constant_queries(
        lambda: client.get(reverse(f"timetable:{name}"), query), grow=one_more, at_most=at_most
    )
