"""School years (学年), terms (学期) and the school's own calendar, as data.

Terms never overlap and exactly one is current. The calendar keeps only the
days that differ from the weekday rule: holidays, make-up days (调休), exams
and school events; everything else follows Monday to Friday.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.terms.querysets import CalendarDayQuerySet, TermQuerySet


class SchoolYear(models.Model):
    """1 September to 31 August, named 2026–2027."""

    name = models.CharField(pgettext_lazy("of a thing", "Name"), max_length=20, unique=True)
    starts_on = models.DateField(_("Starts on"), unique=True)
    ends_on = models.DateField(_("Ends on"))

    class Meta:
        verbose_name = _("School year")
        verbose_name_plural = _("School years")
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return self.name


class HolidayWork(models.TextChoices):
    """Where work done in the holiday after a term counts; the office names it."""

    NEXT_TERM = "next", _("The term that follows")
    THIS_TERM = "this", _("The term just ended")


class Term(models.Model):
    """A term; week 1 holds its first teaching day, weeks run Monday to Sunday."""

    class Number(models.IntegerChoices):
        FIRST = 1, _("First term")
        SECOND = 2, _("Second term")

    school_year = models.ForeignKey(
        SchoolYear, models.PROTECT, related_name="terms", verbose_name=_("School year")
    )
    number = models.PositiveSmallIntegerField(_("Term"), choices=Number)
    starts_on = models.DateField(_("First teaching day"))
    ends_on = models.DateField(_("Last teaching day"))
    is_current = models.BooleanField(_("Current"), default=False)
    holiday_work = models.CharField(
        _("Work in the holiday afterwards counts in"),
        max_length=4,
        choices=HolidayWork,
        default=HolidayWork.NEXT_TERM,
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("Term")
        verbose_name_plural = _("Terms")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["school_year", "number"],
                name="term_once_per_year",
                violation_error_message=_("This school year already has this term."),
            ),
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="term_one_current"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="term_ends_after_start",
                violation_error_message=_("The last teaching day comes after the first."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(year)s, %(term)s") % {
            "year": self.school_year.name,
            "term": Term.Number(self.number).label,
        }

    @property
    def first_monday(self) -> date:
        """The Monday of week 1, which may lie before the first teaching day."""
        return self.starts_on - timedelta(days=self.starts_on.weekday())

    @property
    def week_count(self) -> int:
        return self.week_of(self.ends_on)

    def week_of(self, day: date) -> int:
        """The week of the term that holds `day`: 1 for the first; ≤ 0 before it."""
        return (day - self.first_monday).days // 7 + 1

    def week_bounds(self, week: int) -> tuple[date, date]:
        """Monday and Sunday of `week`."""
        monday = self.first_monday + timedelta(weeks=week - 1)
        return monday, monday + timedelta(days=6)

    def contains(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


class Weekday(models.IntegerChoices):
    """Monday is 1, as in ISO 8601."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class CalendarDay(models.Model):
    """A day with a name of its own, most of which differ from the weekday rule.

    On a make-up day the lessons of `follows_weekday` are taught (按周五上课);
    the school names it, and until then no lessons are known.

    `is_prefilled` marks what came from the official calendar and nobody has
    touched since. `is_struck` marks a prefilled day that the school took out:
    the weekday rule holds, and the row stays so that no later prefill brings
    the day back. Read through `CalendarDay.objects.between`, which leaves
    struck days out.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday")
        MAKE_UP = "make_up", _("Make-up day")
        EXAM = "exam", _("Exam")
        EVENT = "event", _("School event")

    date = models.DateField(_("Date"), unique=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    is_working = models.BooleanField(_("Working day"))
    name = models.CharField(pgettext_lazy("of a thing", "Name"), max_length=60)
    follows_weekday = models.PositiveSmallIntegerField(
        _("Lessons as on"), choices=Weekday, null=True, blank=True
    )
    is_prefilled = models.BooleanField(default=False, editable=False)
    is_struck = models.BooleanField(default=False, editable=False)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("Calendar day")
        verbose_name_plural = _("Calendar days")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="holiday", is_working=True),
                name="calendar_holiday_is_free",
                violation_error_message=_("Nobody works on a holiday."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="make_up", is_working=False),
                name="calendar_make_up_is_worked",
                violation_error_message=_("A make-up day is a working day."),
            ),
            models.CheckConstraint(
                condition=Q(follows_weekday__isnull=True)
                | Q(follows_weekday__range=(1, 7), kind="make_up"),
                name="calendar_make_up_follows_weekday",
                violation_error_message=_("Only a make-up day follows another weekday."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
