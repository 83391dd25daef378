"""Hours in words: "short by 11.5 hours", and the sums that lead there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import clock
from portal.ui.dates import school_date
from research.training.models import Category, HourState
from research.training.reckon import CycleReckoning, Line, YearReckoning
from research.training.rule_book import Rules

#: Tone and icon of each state of hours.
STATE_TONES = {
    HourState.CLAIMED: ("info", "hourglass"),
    HourState.VERIFIED: ("success", "circle-check"),
    HourState.REJECTED: ("danger", "circle-x"),
}


def hours_text(hours: Decimal) -> str:
    """11.5, 72: without a decimal that says nothing."""
    return f"{hours.normalize():f}" if hours else "0"


def category_label(category: str) -> str:
    return str(Category(category).label) if category else ""


def short_by(missing: Decimal) -> str:
    if not missing:
        return _("Passed")
    return _("Short by %(hours)s hours") % {"hours": hours_text(missing)}


def owed_steps(rules: Rules, reckoning: YearReckoning) -> str:
    """The sum behind what is owed, as the page shows it."""
    owed = reckoning.owed
    if owed.is_exempt:
        return _("At least %(months)s months of leave: nothing is owed this year.") % {
            "months": rules.exempting_leave_months
        }
    parts = []
    if owed.new_months:
        parts.append(
            _("%(months)s months of the first twelve of teaching × %(yearly)s ÷ 12")
            % {"months": owed.new_months, "yearly": hours_text(rules.first_year_hours)}
        )
    if owed.usual_months:
        parts.append(
            _("%(months)s months × %(yearly)s ÷ 12")
            % {"months": owed.usual_months, "yearly": hours_text(rules.yearly_hours)}
        )
    if not parts:
        return _("Not at school in this year: nothing is owed.")
    return _("%(sum)s = %(hours)s hours") % {
        "sum": " + ".join(parts),
        "hours": hours_text(owed.hours),
    }


def counted_steps(reckoning: YearReckoning) -> str:
    """“School-based training 24 of 30 + Expert lecture 6 = 30 hours”."""
    parts = []
    for row in reckoning.rows:
        if not row.known:
            continue
        said = {"category": category_label(row.category), "counted": hours_text(row.counted)}
        if row.lost:
            said["known"] = hours_text(row.known)
            parts.append(_("%(category)s %(counted)s (of %(known)s)") % said)
        else:
            parts.append(_("%(category)s %(counted)s") % said)
    if reckoning.difference:
        sign = "−" if reckoning.difference < 0 else "+"
        said_difference = _("the district's total %(difference)s") % {
            "difference": sign + hours_text(abs(reckoning.difference))
        }
        parts.append(said_difference)
    if not parts:
        return _("Nothing is counted yet.")
    return _("%(sum)s = %(hours)s hours") % {
        "sum": " + ".join(parts),
        "hours": hours_text(reckoning.counted),
    }


def cycle_steps(rules: Rules, cycle: CycleReckoning) -> str:
    said = {
        "months": cycle.months,
        "total": hours_text(rules.five_year_hours),
        "hours": hours_text(cycle.owed),
    }
    return (
        ngettext(
            "%(months)s month of 60 × %(total)s = %(hours)s hours so far",
            "%(months)s months of 60 × %(total)s = %(hours)s hours so far",
            cycle.months,
        )
        % said
    )


def days_text(line: Line) -> str:
    """One day, or the first and the last."""
    if line.starts_on == line.ends_on:
        return school_date(line.starts_on)
    return _("%(first)s to %(last)s") % {
        "first": school_date(line.starts_on),
        "last": school_date(line.ends_on),
    }


def warns_now(rules: Rules, year: int, today: date | None = None) -> bool:
    """From the rules' month to the end of the year, hours that are missing are urgent."""
    today = today or clock.today()
    return rules.warns_on(year) <= today <= date(year, 12, 31)
