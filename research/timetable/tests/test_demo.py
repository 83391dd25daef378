"""The demo school's timetable is one that a school could teach."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from portal.demo.calendar import make_terms
from portal.demo.school import make_school
from research.timetable.demo import play_timetable
from research.timetable.models import Entry, Substitution

TODAY = date(2026, 11, 24)


@pytest.fixture
def school(db):
    terms = make_terms(TODAY, 1)
    school = make_school(Random(7), teachers=30, today=TODAY)
    play_timetable(Random(7), school, terms)
    return school


def test_everybody_has_ten_to_fourteen_lessons_a_week(school):
    lessons = Counter(Entry.objects.values_list("person", flat=True))

    assert len(lessons) == sum(p.is_teacher and p.subject_id is not None for p in school.people)
    assert min(lessons.values()) >= 10
    assert max(lessons.values()) <= 14


def test_a_class_has_one_teacher_for_a_subject(school):
    courses = set(Entry.objects.values_list("class_name", "subject", "person").distinct())

    assert len(courses) == len({course[:2] for course in courses})


def test_a_few_lessons_are_taken_over(school):
    assert Substitution.objects.filter(change="taken_over").count() >= 3
