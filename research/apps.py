"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResearchConfig(AppConfig):
    name = "research"
    verbose_name = _("Daily practice")
    portal_url = "research/"
    default_auto_field = "django.db.models.BigAutoField"
