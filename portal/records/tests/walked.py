"""Which entry and which import of Word files the permission walk opens."""

from portal.records.enter_for import ask_author
from research.reflections.tests.factories import LessonReflectionFactory


def objects(cast):
    entered = LessonReflectionFactory(author=cast.lin, entered_by=cast.wu)
    ask_author([entered], by=cast.wu)
    return {"records:decline_entry": {"pk": entered.pk}}
