"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ReflectionsConfig(AppConfig):
    name = "research.reflections"
    label = "research"
    verbose_name = _("Daily practice")
    portal_url = "research/"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("taught_source")
