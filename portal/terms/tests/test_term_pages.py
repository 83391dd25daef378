"""The pages of terms and calendar: everybody on the staff reads, the office writes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from portal.terms.models import CalendarDay, Term
from portal.terms.prefill import prefill_calendar
from tests.factories import SchoolYearFactory, TermFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db

LIST, OPEN = reverse("terms:term_list"), reverse("terms:term_open")
CALENDAR, DAYS = reverse("terms:calendar"), reverse("terms:days")
REMOVE = reverse("terms:days_remove")
NEW_TERM = {
    "first_year": 2026,
    "number": 1,
    "starts_on": "2026-09-01",
    "ends_on": "2027-01-15",
    "holiday_work": "next",
    "is_current": "on",
}
NEW_DAYS = {
    "first": "2027-01-01",
    "last": "2027-01-03",
    "kind": "holiday",
    "name": "元旦",
    "already_marked": "keep",
}


@pytest.fixture
def office(client, wu):
    client.force_login(wu)
    return client


@pytest.fixture
def teacher(client, lin):
    client.force_login(lin)
    return client


# -- terms ----------------------------------------------------------------------------------------


def test_the_form_suggests_the_term_that_comes_next(office, term):
    page = office.get(OPEN)

    initial = page.context["form"].initial
    assert (initial["first_year"], initial["number"]) == (2026, 2)
    assert initial["starts_on"] == date(2027, 2, 15)


def test_the_office_opens_a_term(office):
    answer = office.post(OPEN, NEW_TERM, follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    assert Term.objects.current().starts_on == date(2026, 9, 1)


def test_beyond_the_official_calendar_the_office_is_told_what_to_do(office):
    answer = office.post(OPEN, NEW_TERM, follow=True)

    assert "known until" in str(*answer.context["messages"])


def test_an_overlap_is_shown_beside_what_was_typed(office, term):
    clash = NEW_TERM | {"number": 2, "starts_on": "2027-01-10", "ends_on": "2027-06-01"}

    page = office.post(OPEN, clash)

    assert page.status_code == 200
    assert "overlap" in str(page.context["form"].errors)
    assert page.context["form"]["starts_on"].value() == "2027-01-10"
    assert Term.objects.count() == 1


def test_an_unusual_length_is_asked_about_once(office):
    long = NEW_TERM | {"ends_on": "2027-03-01"}

    page = office.post(OPEN, long)
    assert "27 weeks" in str(page.context["form"].errors["is_length_meant"])
    assert Term.objects.count() == 0

    office.post(OPEN, long | {"is_length_meant": "on"})
    assert Term.objects.get().week_count == 27


def test_the_office_changes_the_days_of_a_term(office, term):
    address = reverse("terms:term_edit", args=[term.pk])
    days = {"starts_on": "2026-08-31", "ends_on": "2027-01-20", "holiday_work": "this"}

    office.post(address, days)

    term.refresh_from_db()
    assert (term.starts_on, term.holiday_work) == (date(2026, 8, 31), "this")


def test_the_office_says_which_term_is_current(office, term):
    spring = TermFactory(
        school_year=term.school_year,
        number=2,
        starts_on=date(2027, 2, 22),
        ends_on=date(2027, 7, 2),
        is_current=False,
    )

    office.post(reverse("terms:term_make_current", args=[spring.pk]))

    assert Term.objects.current() == spring


def test_everybody_reads_the_terms_and_only_the_office_sees_buttons(teacher, term):
    page = teacher.get(LIST)

    assert list(page.context["terms"]) == [term]
    assert OPEN not in page.text


# -- the calendar ---------------------------------------------------------------------------------


def test_the_calendar_shows_weeks_of_the_term_and_named_days(teacher, term):
    prefill_calendar(date(2026, 9, 1), date(2027, 8, 31))

    page = teacher.get(CALENDAR)

    october = page.context["months"][1]
    assert october.first == date(2026, 10, 1)
    assert [week.week for week in october.weeks] == [5, 6, 7, 8, 9]
    assert [(run.name, run.days) for run in october.runs] == [("国庆节", 7), ("国庆节调休", 1)]
    assert DAYS not in page.text


def test_the_calendar_goes_on_until_the_next_term(teacher, term):
    page = teacher.get(CALENDAR)

    months = [month.first for month in page.context["months"]]
    assert (months[0], months[-1]) == (date(2026, 9, 1), date(2027, 2, 1))


def test_beyond_the_official_calendar_the_page_says_so(teacher, term):
    assert teacher.get(CALENDAR).context["is_known"] is False

    term.ends_on = date(2026, 12, 31)
    term.save()
    assert teacher.get(CALENDAR).context["is_known"] is True


def test_the_calendar_of_a_spring_beyond_the_official_one_opens(teacher, term):
    spring = TermFactory(
        school_year=term.school_year,
        number=2,
        starts_on=date(2027, 2, 22),
        ends_on=date(2027, 7, 2),
        is_current=False,
    )

    page = teacher.get(CALENDAR, {"term": spring.pk})

    assert page.context["months"][-1].first == date(2027, 8, 1)


def test_a_term_that_does_not_exist_is_not_found(teacher, term):
    assert teacher.get(CALENDAR, {"term": "nonsense"}).status_code == 404


def test_before_the_first_term_the_calendar_says_what_is_missing(teacher):
    assert teacher.get(CALENDAR).context["term"] is None


def test_the_office_marks_days_at_once(office, term):
    answer = office.post(DAYS, NEW_DAYS)

    assert answer.url == f"{CALENDAR}?term={term.pk}#month-2027-01"
    assert CalendarDay.objects.filter(name="元旦").count() == 3


def test_a_marked_run_is_corrected_where_it_stands(office, term):
    office.post(DAYS, NEW_DAYS)

    form = office.get(DAYS, {"first": "2027-01-01", "last": "2027-01-03"}).context["form"]
    corrected = {name: form[name].value() or "" for name in form.fields} | {"last": "2027-01-01"}
    office.post(DAYS, corrected)

    assert list(CalendarDay.objects.values_list("date", flat=True)) == [date(2027, 1, 1)]


def test_a_mistyped_year_is_shown_beside_the_day(office, term):
    page = office.post(DAYS, NEW_DAYS | {"last": "2028-01-03"})

    assert "last" in page.context["form"].errors


def test_a_run_is_taken_out(office, term):
    office.post(DAYS, NEW_DAYS)

    office.post(REMOVE, {"first": "2027-01-01", "last": "2027-01-03"})

    assert CalendarDay.objects.count() == 0


@pytest.mark.parametrize(
    "span",
    [{}, {"first": "nonsense", "last": "2027-01-01"}],
    ids=["nothing", "not a day"],
)
def test_taking_out_nonsense_is_a_bad_request(office, term, span):
    assert office.post(REMOVE, span).status_code == 400


def test_filling_in_again_keeps_what_the_school_marked(office, term):
    CalendarDay.objects.create(
        date=date(2026, 10, 10), kind="holiday", name="校庆", is_working=False
    )

    office.post(reverse("terms:calendar_prefill", args=[term.pk]))

    assert CalendarDay.objects.get(date=date(2026, 10, 10)).name == "校庆"
    assert CalendarDay.objects.get(date=date(2026, 10, 1)).name == "国庆节"


# -- who may --------------------------------------------------------------------------------------

WRITING = ["term_open", "term_edit", "term_make_current", "calendar_prefill", "days", "days_remove"]


def address_of(name, term):
    needs_term = name in {"term_edit", "term_make_current", "calendar_prefill"}
    return reverse(f"terms:{name}", args=[term.pk] if needs_term else [])


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("person", ["lin", "zhou", "sun", "guest"])
def test_only_the_office_writes(client, term, request, person, name):
    client.force_login(request.getfixturevalue(person))

    assert client.post(address_of(name, term)).status_code == 403


@pytest.mark.parametrize("address", [LIST, CALENDAR])
def test_a_guest_and_a_stranger_read_nothing(client, term, guest, address):
    assert client.get(address).status_code == 302

    client.force_login(guest)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", ["term_make_current", "calendar_prefill", "days_remove"])
def test_looking_changes_nothing(office, term, name):
    assert office.get(address_of(name, term)).status_code == 405


# -- the cost -------------------------------------------------------------------------------------


def test_the_list_costs_the_same_for_any_number_of_terms(office, term):
    years = iter(range(1980, 2020))

    def grow():
        first = next(years)
        days = {"starts_on": date(first, 9, 1), "ends_on": date(first + 1, 1, 15)}
        year = SchoolYearFactory(
            name=f"{first}", starts_on=date(first, 9, 1), ends_on=date(first + 1, 8, 31)
        )
        TermFactory(school_year=year, is_current=False, **days)

    assert_constant_queries(lambda: office.get(LIST), grow=grow, at_most=8)


def test_the_calendar_costs_the_same_for_any_number_of_days(office, term):
    days = iter(range(40))

    def grow():
        day = date(2026, 9, 1) + timedelta(days=next(days))
        CalendarDay.objects.create(date=day, kind="event", name="活动", is_working=True)

    assert_constant_queries(lambda: office.get(CALENDAR), grow=grow, at_most=9)
