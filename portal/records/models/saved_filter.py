"""A list as one person likes to see it: a name and the filters of its address."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """`query` is the list's query string without the page; shown as a link on the home page."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters"
    )
    kind = models.CharField(max_length=40)
    name = models.CharField(_("Name of the link"), max_length=40)
    query = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Saved filter")
        verbose_name_plural = _("Saved filters")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "name"],
                name="saved_filter_name_once",
                violation_error_message=_("You already have a link of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
