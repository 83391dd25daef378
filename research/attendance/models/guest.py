"""A guest (校外来宾): somebody of another school who signed in by name, without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from research.attendance.models.attendance import Where


class Guest(models.Model):
    """Once per gathering, name and school; counted beside the school's own people."""

    record = models.ForeignKey("records.Record", models.CASCADE, related_name="guests")
    name = models.CharField(_("Name"), max_length=50)
    school = models.CharField(pgettext_lazy("of a guest", "School"), max_length=80)
    where = models.CharField(max_length=7, choices=Where, default=Where.ON_SITE)
    signed_at = models.DateTimeField()
    device_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("Guest")
        verbose_name_plural = _("Guests")
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "name", "school"],
                name="guest_once_per_gathering",
                violation_error_message=_("This guest has signed in already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.school}"
