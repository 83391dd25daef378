"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "portal.people"
    label = "people"
    verbose_name = _("People and groups")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.people import checks  # noqa: F401 - registers the checks
        from portal.people.history import register_history

        register_history()
        # The one place that reads every app's table of rights.
        autodiscover_modules("rules")
