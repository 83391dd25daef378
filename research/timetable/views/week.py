"""Weeks on the screen: one's own, anybody's, and one's own with the reflections."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal import clock
from portal.people.models import User
from research.timetable.forms import LookForm
from research.timetable.models import Entry
from research.timetable.ratio import percent
from research.timetable.views.base import TimetablePage
from research.timetable.week import Week
from research.timetable.written import Reflected, Writing, with_reflections


class MyWeekView(TimetablePage):
    permission = "timetable.own"

    def get(self, request: HttpRequest) -> HttpResponse:
        week = Week(self.day, person=request.user)
        context = {
            "week": week,
            "kept": "",
            "owner": request.user,
            "may_change": True,
            "today": clock.today(),
            "shows_teacher": False,
            "has_entries": bool(week.lessons) or _has_entries(request.user),
            "keeps": request.user.has_perm("timetable.edit"),
        }
        return render(request, "timetable/mine.html", context)


def _has_entries(person: User) -> bool:
    return Entry.objects.filter(person=person).exists()


class EveryoneView(TimetablePage):
    """`?person=1001` or `?class_name=七(3)班`; the whole staff may read."""

    permission = "timetable.view"

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET if {"person", "class_name"} & set(request.GET) else None
        form = LookForm(asked)
        person, class_name = self._chosen(form)
        shown = (
            Week(self.day, person=person, class_name=class_name) if person or class_name else None
        )
        keeps = request.user.has_perm("timetable.edit")
        context = {
            "form": form,
            "week": shown,
            "owner": person,
            "class_name": class_name,
            "kept": _kept(person, class_name),
            "shows_teacher": person is None,
            "may_change": keeps,
            "keeps": keeps,
            "today": clock.today(),
            "classes": self._classes(),
        }
        return render(request, "timetable/everyone.html", context)

    def _chosen(self, form: LookForm) -> tuple[User | None, str]:
        if not form.is_bound or not form.is_valid():
            return None, ""
        person = form.cleaned_data["person"]
        return person, "" if person else form.cleaned_data["class_name"]

    def _classes(self) -> list[str]:
        rows = Entry.objects.filter(term=self.term).order_by("class_name")
        return list(rows.values_list("class_name", flat=True).distinct())


def _kept(person: User | None, class_name: str) -> str:
    """What the links to other weeks keep of the address."""
    said = {"person": person.staff_number} if person else {"class_name": class_name}
    return "&" + urlencode(said)


class BatchView(TimetablePage):
    """My week, lesson by lesson: reflected on or not, and one tap to write."""

    permission = "timetable.own"

    def get(self, request: HttpRequest) -> HttpResponse:
        week = Week(self.day, person=request.user)
        over = [le for le in week.lessons if le.is_taught and le.starts_at <= clock.now()]
        lines = with_reflections(over)
        written = sum(line.writing is Writing.WRITTEN for line in lines)
        context: dict[str, Any] = {
            "week": week,
            "kept": "",
            "days": _by_day(lines),
            "taught": len(lines),
            "written": written,
            "percent": percent(written, len(lines)),
            "still_to_come": sum(le.is_taught for le in week.lessons) - len(lines),
            "may_write": request.user.has_perm("research.lesson_reflection.new"),
        }
        return render(request, "timetable/batch.html", context)


def _by_day(lines: list[Reflected]) -> list[tuple[Any, list[Reflected]]]:
    days: dict[Any, list[Reflected]] = {}
    for line in lines:
        days.setdefault(line.lesson.day, []).append(line)
    return list(days.items())
