"""A visit of the guidance team (业务指导) to a group: what was looked at, what was advised."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.records.models import Record


class GuidanceVisit(Record):
    """`group` is the visited group, `occurred_on` the day; the office accepts it."""

    focus = models.CharField(_("What it was about"), max_length=100)
    seen = models.TextField(_("What we saw"), blank=True)
    advice = models.TextField(_("What we advise"), blank=True)
    follow_up = models.TextField(_("What was agreed"), blank=True)

    class Meta:
        verbose_name = _("Guidance visit")
        verbose_name_plural = _("Guidance visits")
