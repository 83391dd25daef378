"""Reflections ÷ lessons taught: one number on the overview, the list and its sheet."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from portal import clock
from portal.records.indicators import Scope, indicators
from research.reflections.models import LessonReflection
from research.timetable.ratio import ratio_of
from research.timetable.tests.factories import EntryFactory

RATIO = indicators.get("reflections_per_lesson")


def reflect(person, day, state="submitted"):
    at = None if state == "draft" else clock.now()
    return LessonReflection.objects.create(
        author=person, term_id=person.timetable_entries.first().term_id, occurred_on=day,
        state=state, submitted_at=at, title="课", lesson_topic="课", kind="lesson_reflection",
    )  # fmt: skip


@pytest.fixture
def school(term, lin, qian, sixth_week):
    """Five lessons of Lin's before Wednesday of week 6, and five of Qian's."""
    EntryFactory(term=term, person=lin)
    EntryFactory(term=term, person=qian, class_name="七(4)班")
    reflect(lin, date(2026, 9, 2))
    reflect(lin, date(2026, 9, 9))
    reflect(lin, date(2026, 9, 16), state="draft")
    reflect(qian, date(2026, 9, 16))


def test_what_is_handed_in_is_divided_by_what_was_taught(term, school):
    ratio = ratio_of(term, Scope())

    assert (ratio.reflections, ratio.lessons, ratio.percent) == (3, 10, Decimal("30.0"))


def test_of_a_group_and_of_a_person(term, school, chinese, qian):
    assert RATIO.for_term(term, Scope(group=chinese)) == Decimal("40.0")
    assert RATIO.for_term(term, Scope(person=qian)) == Decimal("20.0")


def test_today_counts_tomorrow(term, school, lin, sixth_week):
    reflect(lin, sixth_week)

    assert ratio_of(term, Scope(person=lin)).reflections == 2


def test_who_has_no_timetable_has_no_figure(term, school, zhou):
    assert RATIO.for_term(term, Scope(person=zhou)) is None


def test_the_list_behind_shows_the_same_number(client, term, school, chinese, wu):
    client.force_login(wu)
    for scope in (Scope(), Scope(group=chinese)):
        page = client.get(RATIO.drill_down(term, scope))

        assert page.context["ratio"].percent == RATIO.for_term(term, scope)


def test_a_leader_sees_the_own_group_and_no_other(client, term, school, zhou, maths):
    client.force_login(zhou)

    page = client.get(reverse("timetable:ratio"))

    assert [line.person.name for line in page.context["ratio"].lines] == ["林晓"]
    assert client.get(reverse("timetable:ratio"), {"group": maths.pk}).status_code == 404


def test_a_teacher_does_not_see_it(client, term, school, lin):
    client.force_login(lin)

    assert client.get(reverse("timetable:ratio")).status_code == 403


def test_it_downloads_as_a_sheet(client, term, school, wu):
    client.force_login(wu)

    response = client.get(reverse("timetable:ratio"), {"as": "xlsx"})

    assert response["Content-Type"].endswith("sheet")


def test_it_costs_the_same_for_any_number(term, school, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        ratio_of(term, Scope())
