"""Pages of terms: everybody reads the list, the office opens and corrects."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView, TemplateView

from portal import clock
from portal.access import PermissionMixin
from portal.refusal import Refused
from portal.terms.forms import TermEditForm, TermOpenForm
from portal.terms.models import Term
from portal.terms.open_term import make_current
from portal.terms.prefill import known_until
from portal.terms.suggest import suggest_term
from portal.ui.dates import school_date


class TermListView(PermissionMixin, TemplateView):
    permission = "terms.term.list"
    template_name = "terms/term_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            terms=Term.objects.newest_first(),
            can_edit=self.request.user.has_perm("terms.term.edit"),
            **kwargs,
        )


class VerbFormView(PermissionMixin, FormView):
    """A form whose `save(by=…)` calls a verb; a refusal is shown beside what was typed."""

    template_name = "terms/form.html"

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            saved = form.save(by=self.request.user)
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        messages.success(self.request, self.success_words(saved))
        return redirect(self.success_address(form))

    def success_words(self, saved: Any) -> str:
        raise NotImplementedError

    def success_address(self, form: Any) -> str:
        return reverse("terms:term_list")


class TermOpenView(VerbFormView):
    permission = "terms.term.open"
    form_class = TermOpenForm
    extra_context = {
        "heading": gettext_lazy("Open a term"),
        "submit_label": gettext_lazy("Open the term"),
        "cancel_url": reverse_lazy("terms:term_list"),
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        last = Term.objects.newest_first().first()
        kwargs = super().get_form_kwargs()
        kwargs["initial"] = {"is_current": last is None}
        return kwargs | {"suggestion": suggest_term(last, today=clock.today())}

    def success_words(self, saved: Term) -> str:
        if saved.ends_on <= known_until():
            return _("%(term)s is open; its holidays are filled in.") % {"term": saved}
        return _(
            "%(term)s is open. The official calendar is known until %(day)s only:"
            " add the later holidays and make-up days yourself."
        ) % {"term": saved, "day": school_date(known_until())}


class TermEditView(VerbFormView):
    permission = "terms.term.edit"
    form_class = TermEditForm
    extra_context = {
        "submit_label": gettext_lazy("Save"),
        "cancel_url": reverse_lazy("terms:term_list"),
    }

    @cached_property
    def term(self) -> Term:
        return get_object_or_404(Term.objects.newest_first(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(heading=str(self.term), **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"term": self.term}

    def success_words(self, saved: Term) -> str:
        return _("%(term)s is saved.") % {"term": saved}


class TermMakeCurrentView(PermissionMixin, View):
    permission = "terms.term.edit"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        term = get_object_or_404(Term.objects.newest_first(), pk=pk)
        make_current(term, by=request.user)
        messages.success(request, _("%(term)s is the current term now.") % {"term": term})
        return redirect("terms:term_list")
