"""The school's day in periods."""

from research.timetable.models.period import Period

__all__ = ["Period"]
