"""Figures of open lessons, and the list behind each."""

from datetime import date

import pytest

from portal.people.models import Honour
from portal.records.indicators import Scope, indicators
from research.lessons.cancel_lesson import cancel_lesson
from research.lessons.needs import LessonNeed, lesson_needs
from research.lessons.tests.factories import OpenLessonFactory


def figure(slug, term, scope=None, **params):
    return indicators.get(slug).for_term(term, scope, **params)


@pytest.fixture
def given(lin, qian, time_machine):
    """Two lessons taught, one cancelled, one to come."""
    taught = [
        OpenLessonFactory(author=lin, lesson_kind="demonstration", announced=True, taught=True),
        OpenLessonFactory(author=qian, announced=True, taught=True),
    ]
    cancel_lesson(OpenLessonFactory(author=lin, announced=True), by=lin, reason="病")
    OpenLessonFactory(author=lin, announced=True)
    return taught


def test_lessons_given_are_counted_by_kind_group_and_person(given, term, lin, maths):
    assert figure("open_lessons", term) == 2
    assert figure("open_lessons", term, kind="demonstration") == 1
    assert figure("open_lessons", term, Scope(group=maths)) == 1
    assert figure("open_lessons", term, Scope(person=lin)) == 1


def test_list_behind_shows_the_same_number(client, given, term, sun):
    client.force_login(sun)

    url = indicators.get("open_lessons").drill_down(term, Scope(), kind="demonstration")

    assert str(client.get(url).context["count"]) == "1"


def test_each_honoured_teacher_demonstrates(given, term, lin, qian):
    for person in (lin, qian):
        Honour.objects.create(person=person, name="backbone", level="district")

    assert figure("honoured_who_demonstrated", term) == 50


def test_honour_that_has_ended_asks_nothing(term, lin):
    Honour.objects.create(
        person=lin, name="backbone", level="district", valid_until=date(2026, 10, 6)
    )

    assert figure("honoured_who_demonstrated", term) is None


def test_share_discussed_is_told_by_the_app_that_knows(given, term, monkeypatch):
    monkeypatch.setattr(lesson_needs, "_items", {})
    assert figure("lessons_discussed", term) is None
    need = LessonNeed(
        slug="discussion",
        label=lambda _setting: "a discussion",
        is_asked=lambda _setting: True,
        met_by=lambda ids, _setting: {given[0].pk} & set(ids),
    )

    with lesson_needs.having(need):
        assert figure("lessons_discussed", term) == 50
