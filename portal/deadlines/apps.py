"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    name = "portal.deadlines"
    label = "deadlines"
    verbose_name = _("Deadlines")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.deadlines.history import register_history

        register_history()
        autodiscover_modules("duties")
