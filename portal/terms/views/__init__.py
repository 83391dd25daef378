"""Pages of terms and of the school's calendar."""

from portal.terms.views.calendar import (
    CalendarPrefillView,
    CalendarView,
    DaysRemoveView,
    DaysView,
)
from portal.terms.views.term import (
    TermEditView,
    TermListView,
    TermMakeCurrentView,
    TermOpenView,
)

__all__ = [
    "CalendarPrefillView",
    "CalendarView",
    "DaysRemoveView",
    "DaysView",
    "TermEditView",
    "TermListView",
    "TermMakeCurrentView",
    "TermOpenView",
]
