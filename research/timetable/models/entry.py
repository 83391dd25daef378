"""Entries of the timetable (课表): who teaches which class what, in which period of the week.

The office's: imported from the school's sheet, or copied from last term. An
entry stands for every week of its term, or for the odd (单周) or even (双周)
ones; what happens on one day alone is a Substitution.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.terms.models import Weekday
from research.timetable.querysets import EntryQuerySet


class Weeks(models.TextChoices):
    """In which weeks of the term a lesson is taught."""

    EVERY = "every", _("Every week")
    ODD = "odd", _("Odd weeks")
    EVEN = "even", _("Even weeks")


#: Two entries of one place never share a week: those with odd weeks, those with even ones.
IN_ODD = Q(weeks__in=["every", "odd"])
IN_EVEN = Q(weeks__in=["every", "even"])


def _once(who: str, name: str, weeks: Q, words: str | Promise) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["term", who, "weekday", "period"],
        condition=weeks,
        name=name,
        violation_error_message=words,  # type: ignore[arg-type]
    )


_TEACHER_BUSY = _("This teacher already has a lesson in that period.")
_CLASS_BUSY = _("This class already has a lesson in that period.")


class Entry(models.Model):
    """One lesson of the week. `class_name` is written 七(8)班, as everywhere."""

    term = models.ForeignKey("terms.Term", models.PROTECT, related_name="+", verbose_name=_("Term"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="timetable_entries",
        verbose_name=_("Teacher"),
    )
    weekday = models.PositiveSmallIntegerField(_("Weekday"), choices=Weekday)
    period = models.PositiveSmallIntegerField(_("Period"))
    class_name = models.CharField(_("Class"), max_length=40)
    subject = models.ForeignKey(
        "people.Subject",
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("of a lesson", "Subject"),
    )
    weeks = models.CharField(_("Weeks"), max_length=5, choices=Weeks, default=Weeks.EVERY)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Lesson of the timetable")
        verbose_name_plural = _("Lessons of the timetable")
        ordering = ["weekday", "period", "weeks"]
        constraints = [
            _once("person", "entry_teacher_once_odd", IN_ODD, _TEACHER_BUSY),
            _once("person", "entry_teacher_once_even", IN_EVEN, _TEACHER_BUSY),
            _once("class_name", "entry_class_once_odd", IN_ODD, _CLASS_BUSY),
            _once("class_name", "entry_class_once_even", IN_EVEN, _CLASS_BUSY),
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="entry_weekday_1_to_7"),
            models.CheckConstraint(condition=Q(period__range=(1, 9)), name="entry_period_1_to_9"),
        ]
        indexes = [models.Index(fields=["person", "term"], name="entry_person_term")]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.period} {self.class_name}"

    def is_taught_in(self, week: int) -> bool:
        """Whether the week of the term, counted from 1, is one of its weeks."""
        return self.weeks == Weeks.EVERY or (self.weeks == Weeks.ODD) == bool(week % 2)

    def shares_weeks_with(self, weeks: str) -> bool:
        return Weeks.EVERY in {self.weeks, weeks} or self.weeks == weeks
