"""The pages of an inspection: open it, note the findings, reply, settle, read it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from portal.access import PermissionMixin
from portal.records.kinds import kinds
from portal.records.views.detail import RecordDetailView
from portal.records.views.kind import KindView
from portal.refusal import Refused
from portal.ui.forms import PortalForm
from research.supervision.forms import (
    AskAgainForm,
    FeedbackForm,
    FindingFormSet,
    OpenInspectionForm,
    ReplyForm,
)
from research.supervision.inspect_group import (
    ask_again,
    close_inspection,
    note_findings,
    open_inspection,
    reply_to_inspection,
    report_inspection,
)
from research.supervision.models import Finding, Inspection


class OpenInspectionView(KindView):
    """Choose the group, the month and what to look at; the sample is drawn at once."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.act = "edit" if "pk" in kwargs else "new"

    def get_permission_object(self) -> Inspection | None:
        if "pk" not in self.kwargs:
            return None
        visible = Inspection.objects.visible_to(self.request.user)
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "pk" in kwargs:
            return redirect("supervision:inspection_findings", pk=kwargs["pk"])
        return self._page(OpenInspectionForm(initial=request.GET.dict()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = OpenInspectionForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            inspection = open_inspection(
                form.cleaned_data["group"],
                form.cleaned_data["month"],
                form.cleaned_data["inspected_kinds"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self._page(form, status=422)
        if not request.user.has_perm("supervision.inspection.edit", inspection):
            messages.info(request, _("This group and month are already being inspected."))
            return redirect("supervision:inspection_list")
        return redirect("supervision:inspection_findings", pk=inspection.pk)

    def _page(self, form: OpenInspectionForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "kind": self.kind}
        return render(self.request, "supervision/inspection_new.html", context, status=status)


class InspectionDetailView(RecordDetailView):
    """The machine's page, with what was found in whom."""

    def more_context(self, context: dict[str, Any]) -> dict[str, Any]:
        return {"findings": findings_of(self.record)}


def findings_of(inspection: Inspection) -> list[Finding]:
    """The findings with their people and records, each knowing its kind's words; one query."""
    findings = list(inspection.findings.select_related("person", "record"))
    for finding in findings:
        finding.kind_label = kinds.get(finding.kind).label if finding.kind in kinds else ""
    return findings


class InspectionActView(PermissionMixin, View):
    """One inspection that the person may see; others answer 404."""

    def get_permission_object(self) -> Inspection:
        return self.inspection

    @cached_property
    def inspection(self) -> Inspection:
        visible = Inspection.objects.visible_to(self.request.user).for_detail()
        return get_object_or_404(visible, pk=self.kwargs["pk"])


class FindingsView(InspectionActView):
    """Every finding a row; kept as often as one likes, reported once."""

    permission = "supervision.inspection.edit"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = FeedbackForm(initial={"feedback": self.inspection.feedback})
        return self._page(self._formset(), form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        formset, form = self._formset(request.POST), FeedbackForm(request.POST)
        if not (formset.is_valid() & form.is_valid()):
            return self._page(formset, form, status=422)
        grades = {
            row.instance.pk: (row.cleaned_data["grade"], row.cleaned_data["problem"])
            for row in formset
        }
        try:
            note_findings(self.inspection, grades, form.cleaned_data["feedback"], by=request.user)
            if request.POST.get("then") == "report":
                report_inspection(self.inspection, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self._page(formset, form, status=422)
        if request.POST.get("then") == "report":
            messages.success(request, _("Reported. The leaders of the group have been told."))
            return redirect(self.inspection)
        messages.success(request, _("Kept. The group does not see it yet."))
        return redirect("supervision:inspection_findings", pk=pk)

    def _formset(self, data: Any = None) -> BaseFormSet:
        queryset = Finding.objects.filter(inspection=self.inspection).select_related(
            "person", "record"
        )
        return FindingFormSet(data, queryset=queryset)

    def _page(self, formset: BaseFormSet, form: PortalForm, status: int = 200) -> HttpResponse:
        for row in formset:
            slug = row.instance.kind
            row.kind_label = kinds.get(slug).label if slug in kinds else ""
        context = {"inspection": self.inspection, "formset": formset, "form": form}
        return render(self.request, "supervision/findings.html", context, status=status)


class WordsView(InspectionActView):
    """A page that asks for words and calls a verb with them."""

    form_class: type[PortalForm]
    heading = ""
    button = ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(self.form_class())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            done = self.act(form.cleaned_data["words"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self._page(form, status=422)
        messages.success(request, done)
        return redirect(self.inspection)

    def act(self, words: str) -> str:
        raise NotImplementedError

    def _page(self, form: PortalForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "inspection": self.inspection,
            "findings": findings_of(self.inspection),
            "heading": self.heading_words(),
            "button": self.button_words(),
        }
        return render(self.request, "supervision/words.html", context, status=status)

    def heading_words(self) -> str:
        raise NotImplementedError

    def button_words(self) -> str:
        raise NotImplementedError


class ReplyView(WordsView):
    permission = "supervision.inspection.reply"
    form_class = ReplyForm

    def act(self, words: str) -> str:
        reply_to_inspection(self.inspection, words, by=self.request.user)
        return _("Replied. The supervisor has been told.")

    def heading_words(self) -> str:
        return _("Reply to the inspection")

    def button_words(self) -> str:
        return _("Send the reply")


class AskAgainView(WordsView):
    permission = "supervision.inspection.close"
    form_class = AskAgainForm

    def act(self, words: str) -> str:
        ask_again(self.inspection, words, by=self.request.user)
        return _("Asked again. The leaders of the group have been told.")

    def heading_words(self) -> str:
        return _("Ask the group again")

    def button_words(self) -> str:
        return _("Ask again")


class CloseView(InspectionActView):
    permission = "supervision.inspection.close"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            close_inspection(self.inspection, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Closed. It lies with the research office now."))
        return redirect(self.inspection)
