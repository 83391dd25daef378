"""The office sets what is owed in a term: the usual, one by one, or as in another term."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView
from django.views.generic.edit import FormView

from portal import clock
from portal.access import PermissionMixin
from portal.deadlines.audience import Audience, reckoning_day, staff_owing
from portal.deadlines.forms import CopyForm, RequirementForm
from portal.deadlines.matrix import amount_of
from portal.deadlines.models import Excuse, Requirement
from portal.deadlines.set_requirements import (
    copy_requirements,
    delete_requirement,
    set_usual,
    usual_requirements,
)
from portal.deadlines.tables import RequirementTable
from portal.refusal import Refused
from portal.terms.models import Term
from portal.terms.switch import TermChoice, term_chosen


class TermPage(PermissionMixin, View):
    """A page about the requirements of the term that its address names."""

    permission = "deadlines.requirement.edit"

    @cached_property
    def choice(self) -> TermChoice:
        return term_chosen(self.request)

    @cached_property
    def term(self) -> Term:
        if self.choice.term is None:
            raise Http404
        return self.choice.term

    def address(self) -> str:
        return f"{reverse('deadlines:requirement_list')}?term={self.term.pk}"


class RequirementListView(TermPage, TemplateView):
    permission = "deadlines.requirement.list"
    template_name = "deadlines/requirement_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        term = self.choice.term
        can_edit = self.request.user.has_perm("deadlines.requirement.edit")
        if term is None:
            return super().get_context_data(choice=self.choice, term=None, **kwargs)
        requirements = list(
            Requirement.objects.in_term(term).of_known_kinds().select_related("group")
        )
        count_people(requirements, term)
        usual = usual_requirements(term) if can_edit else []
        return super().get_context_data(
            choice=self.choice,
            term=term,
            can_edit=can_edit,
            table=RequirementTable(requirements, can_edit=can_edit),
            usual=[f"{r.label}: {amount_of(r)}" for r in usual],
            copy_form=CopyForm(term=term) if can_edit and len(self.choice.terms) > 1 else None,
            **kwargs,
        )


def count_people(requirements: list[Requirement], term: Term) -> None:
    """Say of each requirement how many people it asks today; at most three queries."""
    day = reckoning_day(term, clock.today())
    audience = Audience.on(day, requirements)
    staff = list(staff_owing(term, day))
    for requirement in requirements:
        requirement.term = term
        requirement.people = sum(audience.includes(person, requirement) for person in staff)


class RequirementFormView(TermPage, FormView):
    form_class = RequirementForm
    template_name = "deadlines/requirement_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"term": self.term}

    def form_valid(self, form: RequirementForm) -> HttpResponse:
        requirement = form.save()
        messages.success(
            self.request,
            _("%(what)s, %(amount)s: everyone concerned sees it under “What I owe”.")
            % {"what": requirement.label, "amount": amount_of(requirement)},
        )
        return redirect(self.address())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(term=self.term, cancel_url=self.address(), **kwargs)
        return context | {"is_narrowed": context["form"].is_narrowed}


class RequirementNewView(RequirementFormView):
    extra_context = {
        "heading": gettext_lazy("Add a requirement"),
        "submit_label": gettext_lazy("Save"),
    }


class RequirementOfAddress:
    """The requirement that the address names; its term comes with it."""

    kwargs: dict[str, Any]

    @cached_property
    def requirement(self) -> Requirement:
        requirements = Requirement.objects.of_known_kinds().select_related("term__school_year")
        return get_object_or_404(requirements, pk=self.kwargs["pk"])

    @cached_property
    def term(self) -> Term:
        return self.requirement.term


class RequirementEditView(RequirementOfAddress, RequirementFormView):
    extra_context = {
        "heading": gettext_lazy("Change the requirement"),
        "submit_label": gettext_lazy("Save"),
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.requirement}


class RequirementDeleteView(RequirementOfAddress, TermPage, TemplateView):
    """Says first what would change; nothing that was filed is touched."""

    template_name = "deadlines/requirement_delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        count_people([self.requirement], self.term)
        return super().get_context_data(
            requirement=self.requirement,
            amount=amount_of(self.requirement),
            excuses=Excuse.objects.filter(requirement=self.requirement).count(),
            cancel_url=self.address(),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        label = self.requirement.label
        delete_requirement(self.requirement, by=request.user)
        messages.success(request, _("%(what)s is no longer owed.") % {"what": label})
        return redirect(self.address())


class SetUsualView(TermPage):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        made = set_usual(self.term, by=request.user)
        _say_added(request, len(made))
        return redirect(self.address())


class CopyView(TermPage):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CopyForm(request.POST, term=self.term)
        if not form.is_valid():
            messages.error(request, _("Choose another term to copy from."))
            return redirect(self.address())
        try:
            made = copy_requirements(form.cleaned_data["source"], self.term, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            _say_added(request, len(made))
        return redirect(self.address())


def _say_added(request: HttpRequest, count: int) -> None:
    words = ngettext(
        "%(n)d requirement was added; what was there stays.",
        "%(n)d requirements were added; what was there stays.",
        count,
    )
    messages.success(request, words % {"n": count})
