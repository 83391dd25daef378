"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "research.activities"
    label = "activities"
    verbose_name = _("Group activities")
    portal_url = "activities/"
    default_auto_field = "django.db.models.BigAutoField"
