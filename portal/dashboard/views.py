"""The two dashboards: a home for everybody, the overview for office and principal."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.views.generic import TemplateView

from portal import clock
from portal.access import SIGNED_IN, PermissionMixin
from portal.dashboard.cards import cards_for
from portal.dashboard.home import home_of
from portal.dashboard.indicator_figures import figures_of_indicators
from portal.dashboard.keep import Question, asked_in
from portal.dashboard.overview import Overview
from portal.dashboard.picture import picture_of
from portal.people.models import Group
from portal.records.kinds import RecordKind, kinds
from portal.terms.models import Term
from portal.terms.switch import term_chosen


class HomeView(PermissionMixin, TemplateView):
    """What awaits the person who signed in, by role; a guest finds what they are invited to."""

    permission = SIGNED_IN
    template_name = "dashboard/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        term = Term.objects.current()
        return super().get_context_data(
            home=home_of(self.request.user, term),
            cards=cards_for(self.request, term, clock.now()),
            today=clock.today(),
            **kwargs,
        )


class OverviewView(PermissionMixin, TemplateView):
    """`?term=`, `?group=` and `?kind=` narrow it; every choice stays in the address."""

    permission = "dashboard.overview"
    template_name = "dashboard/overview.html"

    @cached_property
    def groups(self) -> list[Group]:
        return list(Group.objects.active().research_groups().order_by("pinyin"))

    @property
    def group(self) -> Group | None:
        asked = self.request.GET.get("group", "")
        return next((group for group in self.groups if str(group.pk) == asked), None)

    @property
    def kind(self) -> RecordKind | None:
        asked = self.request.GET.get("kind", "")
        return kinds.get(asked) if asked in kinds else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice = term_chosen(self.request)
        context = {"choice": choice, "term": choice.term, "groups": self.groups, "kinds": kinds}
        if choice.term is not None:
            context |= self._counted(choice.term)
        return super().get_context_data(group=self.group, kind=self.kind, **context, **kwargs)

    def _counted(self, term: Term) -> dict[str, Any]:
        question = Question(term, asked_in(term), clock.now(), self.group)
        picture = picture_of(question)
        overview = Overview(picture, figures_of_indicators(question), term, self.group)
        return {
            "picture": picture,
            "overview": overview,
            "filed_bars": overview.filed_bars(self.kind),
        }
