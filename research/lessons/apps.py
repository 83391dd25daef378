"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    name = "research.lessons"
    label = "lessons"
    verbose_name = _("Open lessons")
    portal_url = "lessons/"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("lesson_needs")
