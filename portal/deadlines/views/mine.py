"""What one person owes: their own page, and the same for who may look at it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from portal import clock
from portal.access import PermissionMixin
from portal.deadlines.matrix import amount_of
from portal.deadlines.owed import completion, lines_of, records_url
from portal.deadlines.progress import OwedLine
from portal.people.models import User
from portal.terms.switch import term_chosen


class OwedPage(PermissionMixin, TemplateView):
    """`person` owes; the reader is the person or may see them."""

    template_name = "deadlines/owed.html"

    @cached_property
    def person(self) -> User:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice = term_chosen(self.request)
        term = choice.term
        table = completion(term, people=[self.person]) if term else None
        is_mine = self.person == self.request.user
        return super().get_context_data(
            choice=choice,
            term=term,
            person=self.person,
            is_mine=is_mine,
            cards=[OwedCard(line, is_mine=is_mine) for line in lines_of(table)] if table else [],
            excuses=table.excuses.get(self.person.pk, ()) if table else (),
            at=clock.now(),
            **kwargs,
        )


class OwedCard:
    """One requirement as its card shows it: facts of the line, put into the page's words."""

    def __init__(self, line: OwedLine, *, is_mine: bool) -> None:
        self.line, self.is_mine = line, is_mine
        self.amount = amount_of(line.requirement)

    @property
    def url_list(self) -> str:
        """What was filed for it: my own list, or what the reader may see of theirs."""
        if self.is_mine:
            return self.line.url_list
        return records_url(self.line.requirement, self.line.cell.person)

    @property
    def can_write(self) -> bool:
        return self.is_mine and not self.line.is_met

    @cached_property
    def missed(self) -> list[Any]:
        """The spans that have passed with something missing, oldest first."""
        if not self.line.requirement.is_rhythm:
            return []
        return [part for part in self.line.past_spans if not part.is_met]


class MineView(OwedPage):
    permission = "deadlines.owed.mine"

    @cached_property
    def person(self) -> User:
        return self.request.user


class PersonView(OwedPage):
    permission = "deadlines.owed.person"

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User.objects.select_related("main_group"), pk=self.kwargs["pk"])

    def get_permission_object(self) -> User:
        return self.person
