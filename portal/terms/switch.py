"""The term a page is about: `?term=` of its address, else the current one.

Shared by the calendar, archives and dashboards; `terms/_term_switch.html`
shows the choice. One query, kept on the request.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from portal.prepared import prepared
from portal.terms.models import Term


@dataclass(frozen=True)
class TermChoice:
    """`term` is None only before the first term is opened; `terms` are newest first."""

    term: Term | None
    terms: list[Term]

    @property
    def is_current(self) -> bool:
        return self.term is not None and self.term.is_current


@prepared
def _terms() -> QuerySet[Term]:
    return Term.objects.newest_first()


def term_chosen(request: HttpRequest) -> TermChoice:
    """Raises Http404 for a term that does not exist."""
    chosen: TermChoice | None = request.__dict__.get("_term_chosen")
    if chosen is None:
        chosen = _choose(request.GET.get("term", ""))
        request.__dict__["_term_chosen"] = chosen
    return chosen


def _choose(wanted: str) -> TermChoice:
    terms = _terms()
    if wanted:
        term = next((term for term in terms if str(term.pk) == wanted), None)
        if term is None:
            raise Http404
        return TermChoice(term, terms)
    current = next((term for term in terms if term.is_current), None)
    return TermChoice(current or (terms[0] if terms else None), terms)
