"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "research.training"
    label = "training"
    verbose_name = _("Training hours")
    portal_url = "training/"
    default_auto_field = "django.db.models.BigAutoField"
