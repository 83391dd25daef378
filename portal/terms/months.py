"""The calendar as it hangs on the wall: months of weeks of days, with week numbers.

Made for a term and the holiday after it, so that every day of a school year
is on one of its two pages. Two queries: the days, and the term that follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from portal.terms.models import CalendarDay, Term, Weekday
from portal.ui.dates import week_label


@dataclass(frozen=True)
class DayCell:
    """A day of a month's grid; `tone` is a CalendarDay kind, rest or work."""

    date: date
    tone: str
    name: str
    is_today: bool
    is_in_month: bool

    @property
    def cell(self) -> SafeString:
        """The day in the grid; empty where it belongs to the month before or after."""
        if not self.is_in_month:
            return SafeString("<td></td>")
        return format_html(
            '<td class="day day-{}"{}><time datetime="{}">{}</time>{}</td>',
            self.tone,
            SafeString(' aria-current="date"') if self.is_today else "",
            self.date.isoformat(),
            self.date.day,
            format_html("<span>{}</span>", self.name) if self.name else "",
        )


@dataclass(frozen=True)
class WeekRow:
    """A row of the grid; `week` is the week of the term, 0 outside it."""

    week: int
    days: list[DayCell]

    @property
    def head(self) -> SafeString:
        """The week's number; a row outside the term has no heading."""
        if not self.week:
            return SafeString("<td></td>")
        return format_html('<th scope="row">{}</th>', week_label(self.week))


@dataclass
class DayRun:
    """Days in a row that are marked alike, shown and corrected as one."""

    first: date
    last: date
    kind: str
    kind_label: str
    name: str
    is_working: bool
    is_prefilled: bool
    follows_weekday: int | None = None

    @property
    def lessons_as_on(self) -> str:
        """Whose lessons a make-up day has, in words; "" for every other day."""
        if not self.follows_weekday:
            return ""
        return gettext("lessons as on %(weekday)s") % {
            "weekday": Weekday(self.follows_weekday).label
        }

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def words(self) -> str:
        """The days as people say them."""
        if self.first == self.last:
            return day_and_month(self.first)
        return ngettext(
            "%(first)s to %(last)s, %(days)d day", "%(first)s to %(last)s, %(days)d days", self.days
        ) % {
            "first": day_and_month(self.first),
            "last": day_and_month(self.last),
            "days": self.days,
        }

    def goes_on_with(self, day: CalendarDay) -> bool:
        return day.date == self.last + timedelta(days=1) and (
            (day.kind, day.name, day.is_working, day.is_prefilled, day.follows_weekday)
            == (self.kind, self.name, self.is_working, self.is_prefilled, self.follows_weekday)
        )


@dataclass
class Month:
    first: date
    weeks: list[WeekRow]
    runs: list[DayRun] = field(default_factory=list)

    @property
    def label(self) -> str:
        return date_format(self.first, "YEAR_MONTH_FORMAT")

    @property
    def last(self) -> date:
        return _month_end(self.first)

    @property
    def weekdays(self) -> list[str]:
        return [
            gettext("Mon"),
            gettext("Tue"),
            gettext("Wed"),
            gettext("Thu"),
            gettext("Fri"),
            gettext("Sat"),
            gettext("Sun"),
        ]


def day_and_month(day: date) -> str:
    """1 October, 10月1日; Django's own format writes 09月."""
    return date_format(day, pgettext("format of a day and its month", "j F"))


def months_of(term: Term, *, today: date) -> list[Month]:
    """The months from the term's first teaching day to the day before the next term."""
    first, last = term.starts_on.replace(day=1), _end_of_holiday(term)
    starts = list(_month_starts(first, last))
    shown = _monday(first), _month_end(starts[-1]) + timedelta(days=6)
    marked = list(CalendarDay.objects.between(*shown).order_by("date"))
    by_date = {day.date: day for day in marked}
    months = [Month(start, list(_weeks(start, [term], by_date, today))) for start in starts]
    for run in day_runs(marked):
        for month in months:
            if run.first <= _month_end(month.first) and run.last >= month.first:
                month.runs.append(run)
                break
    return months


def month_of(day: date, *, today: date) -> Month:
    """The month that holds `day`, whatever terms lie in it. Two queries: days, and terms."""
    first = day.replace(day=1)
    shown = _monday(first), _month_end(first) + timedelta(days=6)
    marked = CalendarDay.objects.between(*shown)
    by_date = {day.date: day for day in marked}
    terms = list(Term.objects.overlapping(*shown).order_by("starts_on"))
    return Month(first, list(_weeks(first, terms, by_date, today)))


def day_runs(days: list[CalendarDay]) -> list[DayRun]:
    """Marked days in the order of their dates, joined where they follow each other alike."""
    runs: list[DayRun] = []
    for day in days:
        if runs and runs[-1].goes_on_with(day):
            runs[-1].last = day.date
        else:
            runs.append(
                DayRun(
                    day.date,
                    day.date,
                    day.kind,
                    day.get_kind_display(),
                    day.name,
                    day.is_working,
                    day.is_prefilled,
                    day.follows_weekday,
                )
            )
    return runs


def _end_of_holiday(term: Term) -> date:
    following = (
        Term.objects.filter(starts_on__gt=term.ends_on).order_by("starts_on").values("starts_on")
    ).first()
    if following is not None:
        until = following["starts_on"] - timedelta(days=1)
    elif term.number == Term.Number.FIRST:
        until = term.ends_on + timedelta(weeks=5)
    else:
        until = term.school_year.ends_on
    # A gap of a year (a term never opened) would make an endless page.
    return min(until, term.ends_on + timedelta(weeks=12))


def _weeks(
    first: date, terms: Sequence[Term], by_date: dict[date, CalendarDay], today: date
) -> Iterator[WeekRow]:
    monday, end = _monday(first), _month_end(first)
    while monday <= end:
        days = [monday + timedelta(days=n) for n in range(7)]
        cells = [_cell(day, by_date.get(day), first, today) for day in days]
        yield WeekRow(_week_in_term(monday, terms), cells)
        monday += timedelta(weeks=1)


def _cell(day: date, marked: CalendarDay | None, month: date, today: date) -> DayCell:
    tone = marked.kind if marked else ("rest" if day.weekday() >= 5 else "work")
    return DayCell(
        date=day,
        tone=tone,
        name=marked.name if marked else "",
        is_today=day == today,
        is_in_month=day.month == month.month,
    )


def _week_in_term(monday: date, terms: Sequence[Term]) -> int:
    """Of the terms it could lie in, the one that it does; 0 in the holidays."""
    weeks = (term.week_of(monday) for term in terms if monday <= term.ends_on)
    return next((week for week in weeks if week >= 1), 0)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _month_starts(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = _month_end(month) + timedelta(days=1)


def page_of(day: date) -> Term | None:
    """The term whose page of the calendar shows that day."""
    begun = Term.objects.filter(starts_on__lte=_month_end(day.replace(day=1)))
    return begun.order_by("-starts_on").first() or Term.objects.order_by("starts_on").first()
