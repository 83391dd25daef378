"""A seventh domain, as short as a domain can be: student clubs (社团)."""

from django.apps import AppConfig


class ToyConfig(AppConfig):
    name = "tests.toy"
    label = "toy"
    verbose_name = "Student clubs"
    portal_url = "clubs/"
    default_auto_field = "django.db.models.BigAutoField"
