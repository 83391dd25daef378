"""Reflections ÷ lessons by teacher: leaders see their group, the office the school."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from portal.people.models import Act, Group, User, record_audit_event
from portal.people.rules import is_academic_affairs, sees_whole_school
from portal.records.indicators import Scope, indicators
from portal.sheets.write import Column, workbook_response
from portal.terms.switch import term_chosen
from research.timetable.ratio import Ratio, ratio_of
from research.timetable.tables import RatioTable
from research.timetable.views.base import TimetablePage


class RatioView(TimetablePage):
    """`?term=&group=&person=`; with `&as=xlsx` the same as a sheet."""

    permission = "timetable.ratio"

    def get(self, request: HttpRequest) -> HttpResponse:
        choice = term_chosen(request)
        if choice.term is None:
            return render(request, "timetable/ratio.html", {"choice": choice})
        ratio = ratio_of(choice.term, self.scope)
        if request.GET.get("as") == "xlsx":
            return self._sheet(ratio)
        context = {
            "choice": choice,
            "kept": list(self._kept().items()),
            "ratio": ratio,
            "scope": self.scope,
            "groups": self.groups if len(self.groups) > 1 or self.sees_all else [],
            "sees_all": self.sees_all,
            "indicator": indicators.get("reflections_per_lesson"),
            "table": RatioTable(ratio.lines),
            "sheet_url": "?" + urlencode({"term": choice.term.pk, **self._kept(), "as": "xlsx"}),
        }
        return render(request, "timetable/ratio.html", context)

    @cached_property
    def sees_all(self) -> bool:
        user = self.request.user
        return bool(sees_whole_school(user) or is_academic_affairs(user))

    @cached_property
    def groups(self) -> list[Group]:
        groups = Group.objects.active().research_groups()
        if not self.sees_all:
            groups = groups.filter(pk__in=self.request.user.led_group_ids)
        return list(groups.order_by("name"))

    @cached_property
    def scope(self) -> Scope:
        """What the address asks for, within what the person may see; else 404."""
        asked = self.request.GET
        if asked.get("person", "").isdecimal():
            person = get_object_or_404(User, pk=int(asked["person"]))
            if not self.sees_all and person.main_group_id not in {g.pk for g in self.groups}:
                raise Http404
            return Scope(person=person)
        if asked.get("group", "").isdecimal():
            group = next((g for g in self.groups if g.pk == int(asked["group"])), None)
            if group is None:
                raise Http404
            return Scope(group=group)
        if self.sees_all:
            return Scope()
        if not self.groups:
            raise Http404
        return Scope(group=self.groups[0])

    def _kept(self) -> dict[str, Any]:
        if self.scope.group is not None:
            return {"group": self.scope.group.pk}
        return {"person": self.scope.person.pk} if self.scope.person is not None else {}

    def _sheet(self, ratio: Ratio) -> HttpResponse:
        title = _("Reflections ÷ lessons, %(term)s") % {"term": ratio.term}
        record_audit_event(self.request, Act.EXPORTED, title)
        columns = [
            Column(_("Staff number")),
            Column(_("Teacher")),
            Column(_("Group"), width=20),
            Column(_("Lessons taught")),
            Column(_("Reflections")),
            Column(_("Reflections ÷ lessons (%)")),
        ]
        rows = (
            [
                line.person.staff_number,
                line.person.name,
                line.person.main_group.name if line.person.main_group else "",
                line.lessons,
                line.reflections,
                line.percent,
            ]
            for line in ratio.lines
        )
        return workbook_response(title, title, columns, rows)
