"""Which of Lin's open lessons the permission walk opens."""

from research.lessons.tests.factories import OpenLessonFactory


def records(cast):
    return {"open_lesson": OpenLessonFactory(author=cast.lin, announced=True)}
