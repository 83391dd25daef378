"""The demo school's years, terms and calendar, with today somewhere in the current term."""

from __future__ import annotations

from datetime import date, timedelta

from portal.terms.models import SchoolYear, Term
from portal.terms.prefill import prefill_calendar


def make_terms(today: date, years: int) -> list[Term]:
    """The terms of `years` school years up to the one that holds `today`, oldest first.

    The current one is the term that holds today or, in the holidays, the last begun.
    """
    this_year = today.year if today.month >= 9 else today.year - 1
    terms: list[Term] = []
    for first in range(this_year - years + 1, this_year + 1):
        year, _ = SchoolYear.objects.get_or_create(
            name=f"{first}–{first + 1}",
            defaults={"starts_on": date(first, 9, 1), "ends_on": date(first + 1, 8, 31)},
        )
        for number, start, weeks in [(1, date(first, 9, 1), 20), (2, date(first + 1, 2, 16), 20)]:
            starts_on = start + timedelta(days=max(0, 7 - start.weekday()) % 7 if number > 1 else 0)
            monday = starts_on - timedelta(days=starts_on.weekday())
            ends_on = monday + timedelta(weeks=weeks - 1, days=4)
            terms.append(
                Term(school_year=year, number=number, starts_on=starts_on, ends_on=ends_on)
            )
    begun = [term for term in terms if term.starts_on <= today]
    (begun or terms)[-1].is_current = True
    prefill_calendar(terms[0].school_year.starts_on, terms[-1].school_year.ends_on)
    return Term.objects.bulk_create(begun or terms[:1])
