"""The register of hours: one person's as PDF and Word, everybody's as a sheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.documents.pdf import form_pdf
from portal.documents.responses import pdf_response, word_response
from portal.documents.word import form_docx
from portal.people.models import Act, record_audit_event
from portal.sheets.write import workbook_response
from research.training.hours_page import HoursPage
from research.training.register import register_columns, register_form, register_rows
from research.training.views.mine import PersonHoursView
from research.training.views.pass_rate import RatePage
from research.training.views.years import year_chosen


class RegisterView(PersonHoursView):
    permission = "training.hours.register"
    as_word = False

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        year = year_chosen(request)
        form = register_form(HoursPage(self.person, year))
        record_audit_event(request, Act.EXPORTED, self.person, hours=year)
        name = _("Register of hours %(year)s, %(name)s") % {
            "year": year,
            "name": self.person.name,
        }
        if self.as_word:
            return word_response(form_docx(form), f"{name}.docx")
        return pdf_response(form_pdf(form), f"{name}.pdf", inline=True)


class RegisterAllView(RatePage):
    permission = "training.hours.register_all"

    def get(self, request: HttpRequest) -> HttpResponse:
        record_audit_event(request, Act.EXPORTED, _("Register of hours"), query=self.query)
        title = _("Register of hours %(year)s") % {"year": self.rate.year}
        rows = register_rows(self.rate.everybody)
        return workbook_response(title, title, register_columns(), rows)
