"""Pages of archives: mine, a colleague's, and the index of them all."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from portal import clock
from portal.access import PermissionMixin
from portal.archive.contents import archive_of
from portal.archive.facts import dated_facts_of, facts_of, give_facts
from portal.archive.forms import PeopleFilter
from portal.archive.people import (
    groups_to_choose,
    params_without_place,
    people_page,
    people_readable_by,
    with_progress_of_all,
)
from portal.archive.sheets import archive_workbook, people_workbook
from portal.people.models import User
from portal.terms.models import Term
from portal.terms.switch import term_chosen


class ArchiveMixin(PermissionMixin):
    """One person's archive of the chosen term."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def person(self) -> User:
        pk = self.kwargs["pk"]
        if pk == self.request.user.pk:
            return give_facts(self.request.user)
        return get_object_or_404(
            User.objects.teachers().select_related("main_group", "subject"), pk=pk
        )

    def get_permission_object(self) -> User:
        return self.person


class ArchiveView(ArchiveMixin, TemplateView):
    permission = "archive.person.view"
    template_name = "archive/archive.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice = term_chosen(self.request)
        context = {"choice": choice, "term": choice.term, "person": self.person}
        if choice.term is not None:
            context |= {
                "archive": archive_of(self.person, choice.term, viewer=self.request.user),
                "facts": facts_of(self.person, choice.term),
                "dated_facts": dated_facts_of(self.person),
                "as_of": clock.now(),
            }
        return super().get_context_data(**context, **kwargs)


class MyArchiveView(ArchiveView):
    permission = "archive.mine"

    @cached_property
    def person(self) -> User:
        return give_facts(self.request.user)


class ArchiveExportView(ArchiveMixin, View):
    """The index of the archive as a workbook."""

    permission = "archive.person.export"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        term = _term_or_404(request)
        return archive_workbook(archive_of(self.person, term, viewer=request.user))


class PeopleView(PermissionMixin, TemplateView):
    """Whose archives I may read, with the completeness of each."""

    permission = "archive.people.list"
    template_name = "archive/people.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice = term_chosen(self.request)
        people, form = _people_asked_for(self.request)
        params = self.request.GET
        page = people_page(people, choice.term, params.get("after", "")) if choice.term else None
        return super().get_context_data(
            choice=choice,
            term=choice.term,
            form=form,
            page=page,
            as_of=clock.now(),
            query=params_without_place(params),
            is_first_page="after" not in params,
            can_export=self.request.user.has_perm("archive.people.export"),
            **kwargs,
        )


class PeopleExportView(PermissionMixin, View):
    permission = "archive.people.export"

    def get(self, request: HttpRequest) -> HttpResponse:
        term = _term_or_404(request)
        people, _form = _people_asked_for(request)
        return people_workbook(with_progress_of_all(people, term), term)


def _people_asked_for(request: HttpRequest) -> tuple[Any, PeopleFilter]:
    form = PeopleFilter(request.GET, groups=groups_to_choose(request.user))
    people = people_readable_by(request.user, with_leavers=bool(request.GET.get("left")))
    return form.narrow(people, on=clock.today()), form


def _term_or_404(request: HttpRequest) -> Term:
    term = term_chosen(request).term
    if term is None:
        raise Http404
    return term
