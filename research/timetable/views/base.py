"""What the timetable's pages share: the term that is kept, and the day the address names."""

from __future__ import annotations

from datetime import date

from django.utils.functional import cached_property
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.terms.models import Term
from research.timetable.forms import day_asked


class TimetablePage(PermissionMixin, View):
    """`day`: of `?day=`, else today."""

    @cached_property
    def term(self) -> Term | None:
        return Term.objects.current()

    @cached_property
    def day(self) -> date:
        return day_asked(self.request.GET.get("day", ""), clock.today())
