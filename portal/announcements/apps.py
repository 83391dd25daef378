"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnouncementsConfig(AppConfig):
    name = "portal.announcements"
    label = "announcements"
    verbose_name = _("Announcements")
    default_auto_field = "django.db.models.BigAutoField"
    portal_url = "announcements/"

    def ready(self) -> None:
        from portal.announcements.history import register_history

        register_history()
