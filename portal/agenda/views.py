"""The calendar's page: a month as a grid or as a list, by GET alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portal import clock
from portal.access import PermissionMixin
from portal.agenda.page import SCOPES, MonthPage
from portal.agenda.sources import event_sources

VIEWS = {"month": _("Month"), "list": _("List")}
#: No school plans beyond; the calendar of holidays does not either.
YEARS = range(2000, 2101)


class CalendarView(PermissionMixin, TemplateView):
    """One month; `?month=2026-10&view=list&scope=groups&kind=open_lesson`."""

    permission = "agenda.calendar.view"
    template_name = "agenda/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.page
        return super().get_context_data(
            page=page,
            view=self.view,
            tabs=self._choices("scope", SCOPES, page.scope),
            views=self._choices("view", VIEWS, self.view),
            kinds=[(source.slug, source.label) for source in page.offered],
            kept=[(name, value) for name, value in self.wish.items() if value and name != "kind"],
            previous=self._month_link(page.first - timedelta(days=1)),
            following=self._month_link(page.month.last + timedelta(days=1)),
            is_this_month=page.first == _first_of(page.today),
            today_url=self.url(month="", anchor=f"day-{page.today.isoformat()}"),
            list_url=self.url(view="list"),
            school_url=self.url(scope="school") if page.scope != "school" else "",
            all_kinds_url=self.url(kind="") if page.kind else "",
            **kwargs,
        )

    @cached_property
    def page(self) -> MonthPage:
        today = clock.today()
        asked = self.request.GET
        return MonthPage(
            user=self.request.user,
            first=_month_asked(asked.get("month", "")) or _first_of(today),
            today=today,
            scope=_one_of(SCOPES, asked.get("scope", ""), "mine"),
            kind=_one_of(event_sources, asked.get("kind", ""), ""),
        )

    @cached_property
    def view(self) -> str:
        return _one_of(VIEWS, self.request.GET.get("view", ""), "month")

    @cached_property
    def wish(self) -> dict[str, str]:
        """The address of what is shown, its defaults left empty."""
        page = self.page
        return {
            "month": "" if page.first == _first_of(page.today) else f"{page.first:%Y-%m}",
            "view": "" if self.view == "month" else self.view,
            "scope": "" if page.scope == "mine" else page.scope,
            "kind": page.kind,
        }

    def url(self, anchor: str = "", **changes: str) -> str:
        """The same page with something else; what is usual stays out of the address."""
        query = urlencode({name: v for name, v in (self.wish | changes).items() if v})
        address = reverse("agenda:calendar")
        return address + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")

    def _choices(self, name: str, labels: dict[str, Any], current: str) -> list[dict[str, Any]]:
        default = next(iter(labels))
        return [
            {
                "label": label,
                "url": self.url(**{name: "" if value == default else value}),
                "is_current": value == current,
            }
            for value, label in labels.items()
        ]

    def _month_link(self, day: date) -> dict[str, Any] | None:
        """The address of a day's month; none outside the years of the calendar."""
        return {"first": day, "url": self.url(month=f"{day:%Y-%m}")} if day.year in YEARS else None


def _month_asked(words: str) -> date | None:
    try:
        first = date.fromisoformat(f"{words}-01")
    except ValueError:
        return None
    return first if first.year in YEARS else None


def _first_of(day: date) -> date:
    return day.replace(day=1)


def _one_of(known: Any, asked: str, default: str) -> str:
    return asked if asked in known else default
