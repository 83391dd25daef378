"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObservationsConfig(AppConfig):
    name = "research.observations"
    label = "observations"
    verbose_name = _("Observations")
    portal_url = "observations/"
    default_auto_field = "django.db.models.BigAutoField"
