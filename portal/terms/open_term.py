"""Opening a term, changing its dates, and saying which term is the current one.

Terms never overlap and exactly one is current. SQLite has no exclusion
constraint, so every write here first locks the terms (on SQLite a transaction
is IMMEDIATE, which serves the same) and then checks. Opening a term fills in
the school's calendar for its school year as far as the official one is known.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.refusal import Refused
from portal.terms.models import HolidayWork, SchoolYear, Term
from portal.terms.prefill import prefill_calendar

if TYPE_CHECKING:
    from portal.people.models import User

logger = logging.getLogger(__name__)

#: How far before 1 September teaching may begin; further off the year is mistyped.
EARLIEST_START = timedelta(days=31)


def school_year_name(first_year: int) -> str:
    return f"{first_year}–{first_year + 1}"


def is_usual_length(weeks: int) -> bool:
    """Whether a term of so many teaching weeks needs no second look (settings: 18 to 22)."""
    fewest, most = settings.PORTAL_TERM_WEEKS
    return bool(fewest <= weeks <= most)


@transaction.atomic
def open_term(
    first_year: int,
    number: int,
    *,
    starts_on: date,
    ends_on: date,
    by: User,
    holiday_work: str = HolidayWork.NEXT_TERM,
    is_current: bool = False,
) -> Term:
    """Make the term of the school year that begins in `first_year`; the first of all is current.

    Raises Refused: term_exists, term_ends_first, term_outside_year,
    terms_overlap, terms_out_of_order.
    """
    others = list(Term.objects.select_for_update())
    year = _school_year(first_year)
    if any(t.school_year_id == year.pk and t.number == number for t in others):
        raise Refused("term_exists", _("This school year already has this term."))
    term = Term(school_year=year, number=number, holiday_work=holiday_work)
    _set_dates(term, starts_on, ends_on, others)
    term.save()
    if is_current or not others:
        make_current(term, by=by)
    prefill_calendar(min(year.starts_on, starts_on), year.ends_on)
    logger.info("term_opened", extra={"term": term.pk, "by": by.pk})
    return term


@transaction.atomic
def change_term(
    term: Term, *, starts_on: date, ends_on: date, by: User, holiday_work: str | None = None
) -> Term:
    """Move the term's days; records keep their term. Raises Refused as `open_term` does."""
    others = list(Term.objects.select_for_update().exclude(pk=term.pk))
    _set_dates(term, starts_on, ends_on, others)
    term.holiday_work = holiday_work or term.holiday_work
    term.save(update_fields=["starts_on", "ends_on", "holiday_work"])
    logger.info("term_changed", extra={"term": term.pk, "by": by.pk})
    return term


@transaction.atomic
def make_current(term: Term, *, by: User) -> Term:
    """Make this the current term and the one before no longer; harmless when it already is."""
    terms = Term.objects.select_for_update()
    terms.filter(is_current=True).exclude(pk=term.pk).update(is_current=False)
    terms.filter(pk=term.pk).update(is_current=True)
    term.is_current = True
    logger.info("term_made_current", extra={"term": term.pk, "by": by.pk})
    return term


def _school_year(first_year: int) -> SchoolYear:
    year, _created = SchoolYear.objects.get_or_create(
        starts_on=date(first_year, 9, 1),
        defaults={"name": school_year_name(first_year), "ends_on": date(first_year + 1, 8, 31)},
    )
    return year


def _set_dates(term: Term, starts_on: date, ends_on: date, others: Iterable[Term]) -> None:
    year = term.school_year
    if ends_on <= starts_on:
        raise Refused("term_ends_first", _("The last teaching day comes after the first."))
    if starts_on < year.starts_on - EARLIEST_START or ends_on > year.ends_on:
        raise Refused(
            "term_outside_year",
            _("These days lie outside the school year %(year)s.") % {"year": year.name},
        )
    term.starts_on, term.ends_on = starts_on, ends_on
    for other in others:
        _refuse_clash(term, other)


def _refuse_clash(term: Term, other: Term) -> None:
    if other.starts_on <= term.ends_on and other.ends_on >= term.starts_on:
        raise Refused(
            "terms_overlap",
            _("These days overlap with the %(term)s of %(year)s (%(first)s to %(last)s).")
            % {
                "term": other.get_number_display(),
                "year": other.school_year.name,
                "first": other.starts_on.isoformat(),
                "last": other.ends_on.isoformat(),
            },
        )
    if other.school_year_id == term.school_year_id and (
        (other.number < term.number) != (other.starts_on < term.starts_on)
    ):
        raise Refused("terms_out_of_order", _("The first term comes before the second."))
