"""What the office decided where two sources disagree (冲突处理)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Verdict(models.TextChoices):
    """The district's figures stand unless the office says otherwise."""

    DISTRICT = "district", pgettext_lazy("decision about hours", "The district's stand")
    SCHOOL = "school", pgettext_lazy("decision about hours", "Ours stand")
    DIFFERENT = "different", pgettext_lazy("decision about hours", "Two different things")


class HourDecision(models.Model):
    """About two keys of one person's ledger, `one` before `other` in the alphabet."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="hour_decisions"
    )
    one = models.CharField(max_length=120)
    other = models.CharField(max_length=120)
    verdict = models.CharField(
        pgettext_lazy("about hours", "Decision"), max_length=10, choices=Verdict
    )
    words = models.CharField(_("In words"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("Decision about hours")
        verbose_name_plural = _("Decisions about hours")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "one", "other"], name="hour_decision_once_per_pair"
            ),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="hour_decision_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.one} / {self.other}: {self.verdict}"
