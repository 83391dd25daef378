"""Meetings that people sign in to, and who was there."""

from research.attendance.models.attendance import (
    ATTENDED,
    Attendance,
    AttendanceChange,
    How,
    Status,
    Where,
)
from research.attendance.models.gathering import Gathering, Mode, Stage
from research.attendance.models.guest import Guest
from research.attendance.models.sign_in import SignInSetting, SignInSheet

__all__ = [
    "ATTENDED",
    "Attendance",
    "AttendanceChange",
    "Gathering",
    "Guest",
    "How",
    "Mode",
    "SignInSetting",
    "SignInSheet",
    "Stage",
    "Status",
    "Where",
]
