"""How many lessons each has heard: the table, the figures, what falls due.

Rule: docs/rules.md#observations. A lesson counts from 30 minutes on.
"""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from portal.deadlines.dues import dues_between
from portal.deadlines.models import Requirement
from portal.deadlines.owed import completion, owed_by
from portal.records.indicators import Scope, indicators
from research.lessons.book_seat import book_seat
from research.lessons.tests.factories import OpenLessonFactory, at
from research.observations.counts import CountTable
from research.observations.home_cards import heard_today
from research.observations.models import ObservationSetting
from research.observations.tests.factories import hand_in
from tests.factories import UserFactory
from tests.queries import assert_constant_queries

URL = "/observations/observations/counts/"


def figure(slug, term, scope=None, **params):
    return indicators.get(slug).for_term(term, scope, **params)


def row_of(person, term):
    return next(row for row in CountTable(term).rows if row.person == person)


def test_lessons_are_counted_by_occasion(qian, lin, tang, term, time_machine):
    lesson = OpenLessonFactory(author=lin, announced=True, taught=True)
    district = OpenLessonFactory(
        author=tang, level="district", announced=True, taught=True, period=5, class_name="七(1)"
    )
    time_machine.move_to("2026-10-09T18:00:00+08:00", tick=False)
    hand_in(qian, of=lesson)
    hand_in(qian, of=district)
    hand_in(qian, teacher=lin, period=1)

    row = row_of(qian, term)

    assert (row.school, row.district, row.unannounced, row.outside) == (1, 1, 1, 0)
    assert row.counted == 3


@pytest.mark.parametrize(("minutes", "counted", "short"), [(30, 1, 0), (29, 0, 1)])
def test_lesson_counts_from_thirty_minutes_on(qian, lin, term, minutes, counted, short):
    hand_in(qian, teacher=lin, minutes=minutes)

    row = row_of(qian, term)
    assert (row.counted, row.short) == (counted, short)
    assert figure("lessons_observed", term) == counted


def test_school_sets_its_own_minutes(qian, lin, term):
    ObservationSetting.objects.create(pk=1, counted_minutes=20)
    hand_in(qian, teacher=lin, minutes=25)

    assert row_of(qian, term).counted == 1


def test_on_average_and_each_are_two_figures(qian, lin, zhou, term):
    hand_in(qian, teacher=lin, period=1)
    hand_in(qian, teacher=lin, period=2)
    hand_in(zhou, teacher=lin, period=1)

    assert figure("lessons_observed_per_teacher", term) == Decimal("1.0")
    assert figure("lessons_observed_by_each", term, count=1) == 66
    assert figure("lessons_observed_by_each", term, count=2) == 33
    assert figure("lessons_observed", term, Scope(person=zhou)) == 1


def test_no_guidance_team_is_no_figure(qian, lin, term):
    assert figure("lessons_observed_per_teacher", term, group="guidance") is None
    assert figure("rubric_mean", term) is None


def test_mean_of_the_points_given(qian, lin, zhou, term):
    hand_in(qian, teacher=lin)
    hand_in(zhou, teacher=lin, points=("10", "14", "20", "14", "6", "6"))

    assert figure("rubric_mean", term) == Decimal("80.8")
    assert figure("rubric_mean", term, Scope(person=lin)) == Decimal("80.8")


def test_leader_sees_their_own_group_alone(client, zhou, lin, qian, term):
    client.force_login(zhou)

    page = client.get(URL).content.decode()

    assert "林晓" in page
    assert "钱进" not in page


def test_teacher_sees_no_table(client, lin, term):
    client.force_login(lin)

    assert client.get(URL).status_code == 403


def test_table_is_handed_out_as_a_sheet_and_on_paper(client, wu, qian, lin, term):
    hand_in(qian, teacher=lin)
    client.force_login(wu)

    sheet = client.get(URL, {"as": "xlsx"}).content
    rows = list(load_workbook(io.BytesIO(sheet)).active.iter_rows(values_only=True))

    assert [row[7] for row in rows if row[1] == "钱进"] == [1]
    assert client.get(URL, {"as": "pdf"}).content.startswith(b"%PDF-")
    assert client.get(URL, {"as": "docx"}).content.startswith(b"PK")


def test_seat_in_a_lesson_taught_owes_an_observation_within_two_days(lin, qian, time_machine):
    lesson = OpenLessonFactory(author=lin, with_plan=True, announced=True)
    book_seat(lesson, by=qian)
    window = (at("00:00"), at("23:59", lesson.occurred_on.replace(day=13)))
    assert dues_between(*window, [qian]) == []
    time_machine.move_to("2026-10-09T12:00:00+08:00", tick=False)

    (due,) = dues_between(*window, [qian])
    hand_in(qian, of=lesson)
    (met,) = dues_between(*window, [qian])

    assert due.due_at == at("10:55", lesson.occurred_on.replace(day=11))
    assert (due.is_met, met.is_met) == (False, True)


def test_home_page_offers_the_lesson_of_these_hours(client, lin, qian, term, time_machine):
    lesson = OpenLessonFactory(author=lin, with_plan=True, announced=True)
    book_seat(lesson, by=qian)
    assert heard_today(qian, term, at("07:00")) is None
    assert heard_today(lin, term, at("10:00")) is None
    time_machine.move_to("2026-10-09T10:15:00+08:00", tick=False)
    client.force_login(qian)

    page = client.get("/").content.decode()

    assert "Lessons you hear today" in page
    hand_in(qian, of=lesson)
    assert heard_today(qian, term, at("10:30")) is None


def test_table_costs_the_same_for_any_number_of_people(client, wu, lin, term):
    client.force_login(wu)

    assert_constant_queries(
        lambda: client.get(URL),
        grow=lambda: hand_in(UserFactory(in_group=lin.main_group), teacher=lin),
        at_most=20,
    )


def test_list_costs_the_same_for_any_length(client, wu, lin, term):
    client.force_login(wu)

    assert_constant_queries(
        lambda: client.get("/observations/observations/"),
        grow=lambda: hand_in(UserFactory(), teacher=lin),
        at_most=12,
    )


def test_record_costs_no_more_than_other_records(client, wu, lin, qian, term):
    observation = hand_in(qian, teacher=lin)
    client.force_login(wu)

    assert_constant_queries(
        lambda: client.get(observation.get_absolute_url()), grow=lambda: None, at_most=20
    )


def test_short_visit_pays_for_nothing_owed(qian, lin, zhou, term):
    Requirement.objects.create(
        term=term, kind="observation", count=15, due_at=at("23:59", date(2027, 1, 8))
    )
    hand_in(qian, teacher=lin, period=1)
    hand_in(qian, teacher=lin, period=2, minutes=29)

    assert [line.done for line in owed_by(qian, term)] == [1]
    table = completion(term)
    assert {row.person: row.progress.done for row in table.rows}[qian] == 1
    assert row_of(qian, term).owed == 15


@pytest.mark.parametrize(("counted", "shown"), [("yes", 1), ("no", 1), ("", 2)])
def test_list_behind_shows_what_counts(client, sun, qian, lin, term, counted, shown):
    hand_in(qian, teacher=lin, period=1)
    hand_in(qian, teacher=lin, period=2, minutes=29)
    client.force_login(sun)

    page = client.get("/observations/observations/", {"scope": "school", "counted": counted})

    assert page.context["count"].number == shown


def test_sum_opens_the_lessons_that_make_it(client, sun, qian, lin, term):
    hand_in(qian, teacher=lin, period=1)
    hand_in(qian, teacher=lin, period=2, minutes=29)
    client.force_login(sun)

    row = row_of(qian, term)

    assert client.get(row.url).context["count"].number == row.counted == 1
    behind = indicators.get("lessons_observed").drill_down(term, Scope(person=qian))
    assert client.get(behind).context["count"].number == 1
