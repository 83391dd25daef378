"""How many lessons each has heard: the page, the sheet, and on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from portal.access import PermissionMixin
from portal.documents.pdf import form_pdf
from portal.documents.responses import pdf_response, word_response
from portal.documents.word import form_docx
from portal.people.models import Act, Group, record_audit_event
from portal.people.rules import is_guidance, sees_whole_school
from portal.sheets.write import workbook_response
from portal.terms.switch import term_chosen
from research.observations.count_table import HeardTable
from research.observations.counts import CountTable


class CountsView(PermissionMixin, View):
    """`?term=3`; `&as=xlsx`, `pdf` or `docx`. A leader sees the groups they lead."""

    permission = "observations.count"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        choice = term_chosen(request)
        if choice.term is None:
            return render(request, "observations/counts.html", {"choice": choice, "table": None})
        counts = CountTable(choice.term, self._groups())
        wanted = request.GET.get("as", "")
        if wanted:
            return self._file(counts, wanted)
        context = {
            "choice": choice,
            "counts": counts,
            "table": HeardTable(counts.rows),
            "term": choice.term,
        }
        return render(request, "observations/counts.html", context)

    def _groups(self) -> list[Group] | None:
        user = self.request.user
        if sees_whole_school(user) or is_guidance(user):
            return None
        return list(Group.objects.filter(pk__in=user.led_group_ids))

    def _file(self, counts: CountTable, wanted: str) -> HttpResponse:
        record_audit_event(self.request, Act.EXPORTED, counts.title, form=wanted)
        name = f"{counts.title}.{wanted}"
        if wanted == "xlsx":
            return workbook_response(name, counts.title, counts.header(), counts.values())
        if wanted == "pdf":
            return pdf_response(form_pdf(counts.printed()), name)
        if wanted == "docx":
            return word_response(form_docx(counts.printed()), name)
        raise Http404
