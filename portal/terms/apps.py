"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TermsConfig(AppConfig):
    name = "portal.terms"
    label = "terms"
    verbose_name = _("Terms and calendar")
    default_auto_field = "django.db.models.BigAutoField"
