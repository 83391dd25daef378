"""The school's day in periods, the timetable of a term, and what differs on single days."""

from research.timetable.models.entry import Entry, Weeks
from research.timetable.models.period import Period
from research.timetable.models.sheet_import import TimetableImport
from research.timetable.models.substitution import Change, ChangeState, Substitution

__all__ = [
    "Change",
    "ChangeState",
    "Entry",
    "Period",
    "Substitution",
    "TimetableImport",
    "Weeks",
]
