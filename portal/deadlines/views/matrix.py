"""The matrix of people × requirements, its sheet, and reminding those behind."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import TemplateView

from portal import clock
from portal.access import PermissionMixin
from portal.deadlines.matrix import Matrix, body_html, heads_html, sheet_columns, sheet_rows
from portal.deadlines.remind import nudges_for, remind_behind
from portal.sheets.write import workbook_response
from portal.terms.switch import TermChoice, term_chosen


class MatrixPage(PermissionMixin, View):
    """What every page of the matrix begins with: the term, and what the reader may see."""

    @cached_property
    def choice(self) -> TermChoice:
        return term_chosen(self.request)

    @cached_property
    def matrix(self) -> Matrix:
        if self.choice.term is None:
            raise Http404
        return Matrix(self.request.user, self.choice.term, self.request.GET)


class MatrixView(MatrixPage, TemplateView):
    permission = "deadlines.owed.matrix"
    template_name = "deadlines/matrix.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.choice.term is None:
            return super().get_context_data(choice=self.choice, term=None, **kwargs)
        matrix = self.matrix
        kept = [(n, v) for n, v in self.request.GET.items() if n != "term" and v]
        return super().get_context_data(
            choice=self.choice,
            term=self.choice.term,
            kept=kept,
            matrix=matrix,
            head=heads_html(matrix),
            body=body_html(matrix),
            people=len(matrix.rows),
            people_behind=len(matrix.behind),
            at=clock.now(),
            **kwargs,
        )


class MatrixExportView(MatrixPage):
    permission = "deadlines.owed.export"

    def get(self, request: HttpRequest) -> HttpResponse:
        matrix = self.matrix
        title = _("What is owed, %(term)s") % {"term": matrix.term}
        return workbook_response(title, title, sheet_columns(matrix), sheet_rows(matrix))


class RemindView(MatrixPage, TemplateView):
    """GET shows who would be told what; POST tells them."""

    permission = "deadlines.owed.remind"
    template_name = "deadlines/remind.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        nudges = nudges_for(self.matrix.rows)
        return super().get_context_data(
            nudges=nudges,
            going=sum(nudge.will_go for nudge in nudges),
            matrix=self.matrix,
            back=f"{reverse('deadlines:matrix')}?{self.matrix.query}",
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        told = remind_behind(self.matrix.rows, by=request.user)
        words = ngettext("%(n)d colleague is reminded.", "%(n)d colleagues are reminded.", told)
        messages.success(request, words % {"n": told})
        return redirect(f"{reverse('deadlines:matrix')}?{self.matrix.query}")
