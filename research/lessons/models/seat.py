"""A seat (听课席位) in an open lesson, booked by an observer, or a place on its waiting list."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from research.lessons.querysets import SeatQuerySet


class Seat(models.Model):
    """`number` 1 to the lesson's seats, each given once: the limit that holds under any rush.

    Without a number the person waits, in the order of `booked_at`.
    """

    lesson = models.ForeignKey(
        "lessons.OpenLesson", models.CASCADE, related_name="bookings", verbose_name=_("Open lesson")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="seats",
        verbose_name=_("Observer"),
    )
    number = models.PositiveSmallIntegerField(_("Seat"), null=True, blank=True)
    booked_at = models.DateTimeField(_("Booked at"))

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("Seat")
        verbose_name_plural = _("Seats")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "person"], name="seat_one_per_person"),
            models.UniqueConstraint(
                fields=["lesson", "number"],
                condition=Q(number__isnull=False),
                name="seat_number_once",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="seat_number_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.lesson}"

    @property
    def is_waiting(self) -> bool:
        return self.number is None
