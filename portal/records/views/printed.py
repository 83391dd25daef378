"""A record on paper: looked at in the page, then taken as PDF or Word.

WeChat and DingTalk download nothing and show no PDF, so the pages are shown as
pictures; `?as=pdf` and `?as=docx` hand over the file, which the audit notes.
"""

from __future__ import annotations

import base64
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.documents.form import Form
from portal.documents.pdf import form_pages, form_pdf
from portal.documents.responses import pdf_response, word_response
from portal.documents.word import form_docx
from portal.people.models import Act, record_audit_event
from portal.records.printed import printed_form
from portal.records.views.detail import RecordDetailView

#: More are not shown in the page: nobody looks through them on a screen.
PAGES_SHOWN = 6


class RecordPrintView(RecordDetailView):
    """Whoever may read the record may print it."""

    act = "view"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("as", "")
        form = printed_form(self.record)
        if not wanted:
            return self._looked_at(request, form)
        if wanted not in {"pdf", "docx"}:
            raise Http404
        record_audit_event(request, Act.EXPORTED, self.record.display_title, form=wanted)
        name = f"{form.title}-{self.record.author.name}-{self.record.occurred_on:%Y%m%d}.{wanted}"
        if wanted == "docx":
            return word_response(form_docx(form), name)
        return pdf_response(form_pdf(form), name, inline="inline" in request.GET)

    def _looked_at(self, request: HttpRequest, form: Form) -> HttpResponse:
        pages = form_pages(form)
        shown = [base64.b64encode(page).decode() for page in pages[:PAGES_SHOWN]]
        context = {
            "kind": self.kind,
            "record": self.record,
            "pages": shown,
            "count": len(pages),
            "url_print": self.kind.url("print", pk=self.record.pk),
        }
        return render(request, "records/record_print.html", context)
