"""Which of Lin's lessons and changes the permission walk opens."""

from datetime import date

from research.timetable.models import Substitution, TimetableImport
from research.timetable.tests.factories import EntryFactory, SubjectFactory


def records(cast):
    return {}


def objects(cast):
    """A lesson of Lin's, a change that she asks for, an import of the office's."""
    entry = EntryFactory(person=cast.lin, subject=SubjectFactory())
    change = Substitution.objects.create(
        person=cast.lin,
        date=date(2026, 10, 14),
        period=2,
        class_name=entry.class_name,
        subject=entry.subject,
        change="cancelled",
        state="asked",
        reason="外出学习",
        asked_by=cast.lin,
    )
    run = TimetableImport.objects.create(
        owner=cast.wu, term=entry.term, file_name="课表.xlsx", shape="list"
    )
    acts = ("detail", "confirm", "decline", "withdraw")
    steps = ("detail", "answer", "confirm", "undo", "rejected")
    return (
        {f"timetable:change_{act}": {"pk": change.pk} for act in acts}
        | {f"timetable:entry_{act}": {"pk": entry.pk} for act in ("edit", "remove")}
        | {f"timetable:import_{step}": {"uid": run.uid} for step in steps}
    )
