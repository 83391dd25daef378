"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    name = "research.supervision"
    label = "supervision"
    verbose_name = _("Supervision and guidance")
    portal_url = "supervision/"
    default_auto_field = "django.db.models.BigAutoField"
