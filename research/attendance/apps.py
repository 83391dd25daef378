"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    name = "research.attendance"
    label = "attendance"
    verbose_name = _("Attendance")
    portal_url = "sign-in/"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from research.attendance.history import register_history

        register_history()
