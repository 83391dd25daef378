"""The month's schedule of open lessons: on the screen, printed, as PDF, Word and a sheet."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.documents.pdf import form_pdf
from portal.documents.responses import pdf_response, word_response
from portal.documents.word import form_docx
from portal.people.models import Act, record_audit_event
from portal.sheets.write import workbook_response
from research.lessons.month import LessonMonth
from research.lessons.standing import standing_of
from research.lessons.when import hour_of

#: No school plans beyond.
YEARS = range(2000, 2101)


class LessonMonthView(PermissionMixin, View):
    """`?month=2026-11`; with `&as=pdf`, `docx` or `xlsx` the same as a file."""

    permission = "lessons.open_lesson.schedule"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        first = _month_asked(request.GET.get("month", "")) or clock.today().replace(day=1)
        month = LessonMonth(request.user, first)
        wanted = request.GET.get("as", "")
        if wanted:
            return self._file(month, wanted)
        days: dict[date, list[dict[str, object]]] = {}
        for lesson in month.lessons:
            row = {"lesson": lesson, "hour": hour_of(lesson), "standing": standing_of(lesson)}
            days.setdefault(lesson.occurred_on, []).append(row)
        return render(request, "lessons/month.html", {"month": month, "days": days.items()})

    def _file(self, month: LessonMonth, wanted: str) -> HttpResponse:
        record_audit_event(self.request, Act.EXPORTED, month.title, form=wanted)
        name = f"{month.title}.{wanted}"
        if wanted == "pdf":
            return pdf_response(form_pdf(month.printed()), name)
        if wanted == "docx":
            return word_response(form_docx(month.printed()), name)
        if wanted == "xlsx":
            return workbook_response(name, month.title, month.header(), month.rows())
        raise Http404


def _month_asked(words: str) -> date | None:
    try:
        first = date.fromisoformat(f"{words}-01")
    except ValueError:
        return None
    return first if first.year in YEARS else None
