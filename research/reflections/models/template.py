"""Templates of texts (模板): what a form begins with, as the office words it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WritingTemplate(models.Model):
    """`texts` maps a kind's long-text fields to what stands in them at the beginning."""

    kind = models.CharField(_("Kind of record"), max_length=40)
    name = models.CharField(pgettext_lazy("of a thing", "Name"), max_length=40)
    texts = models.JSONField(default=dict)
    is_active = models.BooleanField(_("Offered to teachers"), default=True)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    class Meta:
        verbose_name = _("Writing template")
        verbose_name_plural = _("Writing templates")
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="writing_template_once_per_name",
                violation_error_message=_("This kind already has a template of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
