"""Term documents: the longer texts of a term, one or a few per teacher."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.models import Record


class EducationNarrative(Record):
    """教育叙事: a true story of educating, with thought."""

    body = models.TextField(_("The story"), blank=True)

    class Meta:
        verbose_name = _("Education narrative")
        verbose_name_plural = _("Education narratives")


class ExperienceSummary(Record):
    """教学经验总结: what I learnt this term."""

    body = models.TextField(_("What I learnt"), blank=True)

    class Meta:
        verbose_name = _("Teaching-experience summary")
        verbose_name_plural = _("Teaching-experience summaries")


class Case(Record):
    """案例: a situation, what was done, and what it shows."""

    situation = models.TextField(_("Situation"), blank=True)
    action = models.TextField(_("Action"), blank=True)
    analysis = models.TextField(_("Analysis"), blank=True)

    class Meta:
        verbose_name = _("Case")
        verbose_name_plural = _("Cases")


class Puzzle(Record):
    """教学困惑: an open question for the group; nobody decides on it."""

    question = models.TextField(pgettext_lazy("of a puzzle", "Question"), blank=True)

    class Meta:
        verbose_name = _("Puzzle")
        verbose_name_plural = _("Puzzles")
