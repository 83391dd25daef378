"""A reflection may say which lesson it is about: one of the author's own, or one they took part in.

What is recent is offered; an older lesson comes with the link on its page, and is taken too.
"""

from datetime import date

import pytest

from research.lessons.tests.factories import OpenLessonFactory
from research.reflections.models import LessonReflection
from research.reflections.records import LESSON_REFLECTION
from tests.forms import fields_of

pytestmark = pytest.mark.django_db
NEW = LESSON_REFLECTION.url("new")


@pytest.fixture
def teacher(client, lin, sixth_week):
    client.force_login(lin)
    return client


def offered(page):
    return [pk for pk, _title in page.context["form"].fields["about"].choices if pk]


def test_ones_own_recent_lesson_is_offered(teacher, lin):
    lesson = OpenLessonFactory(author=lin)

    assert offered(teacher.get(NEW)) == [lesson.pk]


def test_a_colleagues_lesson_is_not_offered(teacher, qian):
    OpenLessonFactory(author=qian, announced=True)

    assert offered(teacher.get(NEW)) == []


def test_a_lesson_of_last_year_is_offered_only_where_the_link_names_it(teacher, lin):
    lesson = OpenLessonFactory(author=lin)
    type(lesson).objects.update(occurred_on=date(2025, 10, 9))

    assert offered(teacher.get(NEW)) == []
    assert offered(teacher.get(NEW, {"about": lesson.pk})) == [lesson.pk]


def test_an_older_lesson_of_ones_own_is_taken(teacher, lin):
    lesson = OpenLessonFactory(author=lin)
    type(lesson).objects.update(occurred_on=date(2025, 10, 9))
    form = fields_of(teacher.get(NEW, {"about": lesson.pk}), having="worked")

    teacher.post(NEW, form)

    assert LessonReflection.objects.get().about_id == lesson.pk


def test_a_colleagues_lesson_is_refused(teacher, qian):
    lesson = OpenLessonFactory(author=qian, announced=True)
    form = fields_of(teacher.get(NEW), having="worked")

    page = teacher.post(NEW, form | {"about": lesson.pk})

    assert "about" in page.context["form"].errors
    assert not LessonReflection.objects.exists()
