"""Which rows keep the history of their changes (django-auditlog).

Attendance itself is not among them: eighty sign-ins a minute would be eighty
lines of history more. What people change afterwards is an AttendanceChange.
"""

from auditlog.registry import auditlog

from research.attendance.models import AttendanceChange, Guest, SignInSetting, SignInSheet


def register_history() -> None:
    for model in (AttendanceChange, Guest, SignInSetting, SignInSheet):
        auditlog.register(model, exclude_fields=["device_hash"] if model is Guest else [])
