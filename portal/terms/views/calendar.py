"""Pages of the school's calendar: everybody reads, the office marks days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView

from portal import clock
from portal.access import PermissionMixin
from portal.refusal import Refused
from portal.terms.forms import DaysForm, SpanForm
from portal.terms.mark_days import unmark_days
from portal.terms.models import CalendarDay, Term
from portal.terms.months import months_of, page_of
from portal.terms.prefill import known_until, prefill_calendar
from portal.terms.switch import term_chosen
from portal.terms.views.term import VerbFormView


def calendar_address(day: date) -> str:
    """Where the calendar shows that day."""
    term = page_of(day)
    address = reverse("terms:calendar")
    return f"{address}?term={term.pk}#month-{day:%Y-%m}" if term else address


class CalendarView(PermissionMixin, TemplateView):
    """One term and the holiday after it, month by month."""

    permission = "terms.calendar.view"
    template_name = "terms/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice = term_chosen(self.request)
        term = choice.term
        return super().get_context_data(
            choice=choice,
            term=term,
            months=months_of(term, today=clock.today()) if term else [],
            known_until=known_until(),
            is_known=term is not None and term.ends_on <= known_until(),
            can_edit=self.request.user.has_perm("terms.calendar.edit"),
            **kwargs,
        )


class CalendarPrefillView(PermissionMixin, View):
    """Fill in again, after the official calendar has grown by a year."""

    permission = "terms.calendar.edit"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        term = get_object_or_404(Term.objects.newest_first(), pk=pk)
        year = term.school_year
        filled = prefill_calendar(min(year.starts_on, term.starts_on), year.ends_on)
        words = ngettext(
            "%(days)d official day was added; what the school had marked stays.",
            "%(days)d official days were added; what the school had marked stays.",
            filled.added,
        )
        messages.success(request, words % {"days": filled.added})
        return redirect(f"{reverse('terms:calendar')}?term={term.pk}")


class DaysView(VerbFormView):
    """Mark days; with ?first=&last= of a marked run, correct that run."""

    permission = "terms.calendar.edit"
    form_class = DaysForm
    extra_context = {
        "submit_label": gettext_lazy("Save"),
        "cancel_url": reverse_lazy("terms:calendar"),
    }

    @cached_property
    def run(self) -> tuple[CalendarDay, date] | None:
        """The first day of the run to correct, and its last date."""
        span = SpanForm(self.request.GET)
        if not span.is_valid():
            return None
        first, last = span.cleaned_data["first"], span.cleaned_data["last"]
        day = CalendarDay.objects.between(first, last).order_by("date").first()
        return (day, last) if day else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        heading = _("Correct these days") if self.run else _("Mark days of the calendar")
        return super().get_context_data(heading=heading, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        if self.run is None:
            return {"first": self.request.GET.get("first"), "kind": CalendarDay.Kind.HOLIDAY}
        day, last = self.run
        return {
            "first": day.date,
            "last": last,
            "kind": day.kind,
            "name": day.name,
            "is_working": day.is_working,
            "follows_weekday": day.follows_weekday,
            "already_marked": "replace",
            "was_first": day.date,
            "was_last": last,
        }

    def success_words(self, saved: int) -> str:
        words = ngettext("%(days)d day is marked.", "%(days)d days are marked.", saved)
        return words % {"days": saved}

    def success_address(self, form: DaysForm) -> str:
        return calendar_address(form.cleaned_data["first"])


class DaysRemoveView(PermissionMixin, View):
    """Leave a run of days to the weekday rule again."""

    permission = "terms.calendar.edit"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        span = SpanForm(request.POST)
        if not span.is_valid():
            raise BadRequest
        first, last = span.cleaned_data["first"], span.cleaned_data["last"]
        try:
            days = unmark_days(first, last, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            words = ngettext(
                "%(days)d day is an ordinary day again.",
                "%(days)d days are ordinary days again.",
                days,
            )
            messages.success(request, words % {"days": days})
        return redirect(calendar_address(first))
