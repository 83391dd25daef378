"""Writing templates: what the office offers to begin with."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from portal.access import PermissionMixin
from portal.records.kinds import RecordKind, kinds
from research.reflections.models import WritingTemplate
from research.reflections.template_forms import TemplateForm, templated_kinds


class TemplateListView(PermissionMixin, TemplateView):
    permission = "research.template.list"
    template_name = "research/template_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows: dict[str, list[WritingTemplate]] = {}
        for template in WritingTemplate.objects.all():
            rows.setdefault(template.kind, []).append(template)
        offered = [(kind, rows.get(kind.slug, [])) for kind in templated_kinds()]
        return super().get_context_data(kinds=offered, **kwargs)


class TemplateEditView(PermissionMixin, View):
    """New with `?kind=`, edit with a key."""

    permission = "research.template.edit"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.template: WritingTemplate | None = None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        kind = self._kind()
        return self._page(TemplateForm(instance=self.template, kind=kind))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        kind = self._kind()
        form = TemplateForm(request.POST, instance=self.template, kind=kind)
        if not form.is_valid():
            return self._page(form, status=422)
        form.save()
        messages.success(request, _("Saved."))
        return redirect("research:template_list")

    def _kind(self) -> RecordKind:
        """The kind of the template, or the one asked for; 404 for any other."""
        offered = {kind.slug for kind in templated_kinds()}
        slug = self.request.GET.get("kind", "lesson_reflection")
        if "pk" in self.kwargs:
            self.template = get_object_or_404(WritingTemplate, pk=self.kwargs["pk"])
            slug = self.template.kind
        if slug not in offered:
            raise Http404
        return kinds.get(slug)

    def _page(self, form: TemplateForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "kind": form.kind, "template": self.template}
        return render(self.request, "research/template_form.html", context, status=status)


class TemplateRemoveView(PermissionMixin, View):
    permission = "research.template.edit"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(WritingTemplate, pk=pk).delete()
        messages.success(request, _("Removed. What teachers have written stays."))
        return redirect("research:template_list")
