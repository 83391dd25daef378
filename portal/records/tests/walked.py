"""Which entry and which import of Word files the permission walk opens."""

from portal.records.enter_for import ask_author
from portal.records.models import WordImport
from research.reflections.tests.factories import LessonReflectionFactory


def objects(cast):
    entered = LessonReflectionFactory(author=cast.lin, entered_by=cast.wu)
    ask_author([entered], by=cast.wu)
    run = WordImport.objects.create(owner=cast.wu, kind="case", term=cast.term, file_name="a.zip")
    pages = ("import", "answer", "confirm", "undo", "left_out")
    return {
        "records:decline_entry": {"pk": entered.pk},
        **{f"records:word_{page}": {"uid": run.uid} for page in pages},
    }
