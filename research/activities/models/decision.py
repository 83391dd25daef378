"""What the group decided (决议): who does what until when, and whether it was done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from research.activities.models.activity import Activity


class Decision(models.Model):
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="decisions")
    text = models.CharField(pgettext_lazy("of a group", "Decision"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="decisions",
        verbose_name=_("Who sees to it"),
    )
    due_on = models.DateField(_("Due"))
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_words = models.CharField(_("What came of it"), max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("of a group", "Decision")
        verbose_name_plural = pgettext_lazy("of a group", "Decisions")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "text", "owner"],
                name="decision_once",
                violation_error_message=_("This decision is already noted."),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_something"),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"],
                condition=Q(done_at__isnull=True),
                name="decision_open",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_done(self) -> bool:
        return self.done_at is not None
