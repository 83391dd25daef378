"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimetableConfig(AppConfig):
    name = "research.timetable"
    label = "timetable"
    verbose_name = _("Timetable")
    portal_url = "timetable/"
    default_auto_field = "django.db.models.BigAutoField"
