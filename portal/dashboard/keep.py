"""Figures of a term are counted once and read by many: kept for at most a minute.

They are counted anew as soon as anything is filed or decided anywhere (every
such act adds a Review row), or a requirement changes, or the day does; every
page that shows them says as of when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from django.core.cache import cache
from django.db.models import Max, QuerySet, Subquery
from django.utils import timezone

from portal.deadlines.models import Requirement
from portal.prepared import prepared
from portal.records.kinds import kinds
from portal.records.models import Review

if TYPE_CHECKING:
    from portal.people.models import Group
    from portal.terms.models import Term

KEPT_SECONDS = 60

Made = TypeVar("Made")


@dataclass(frozen=True)
class Question:
    """What figures are asked of: a term, the school or one group, and what is asked there.

    `asked` is what `asked_in` the term says, which a page reads once.
    """

    term: Term
    asked: Sequence[Requirement]
    at: datetime
    group: Group | None = None

    def keep(self, what: str, count: Callable[[Question], Made]) -> Made:
        """What was counted within the last minute, else `count(self)`; no query while it holds."""
        key = f"dashboard:{what}:{self.group.pk if self.group else 0}:{self._facts}"
        made: Made | None = cache.get(key)
        if made is None:
            made = count(self)
            cache.set(key, made, KEPT_SECONDS)
        return made

    @property
    def _facts(self) -> str:
        """Changes with every act on a record, with the requirements, and with the day."""
        fields = [_columns(requirement) for requirement in self.asked]
        newest = None if self.asked else Review.objects.aggregate(newest=Max("pk"))
        span = (self.term.pk, self.term.starts_on, self.term.ends_on)
        facts = repr((span, fields, newest, timezone.localdate(self.at)))
        return sha256(facts.encode()).hexdigest()


def _columns(requirement: Requirement) -> dict[str, object]:
    return {name: value for name, value in vars(requirement).items() if not name.startswith("_")}


def asked_in(term: Term) -> list[Requirement]:
    """The term's requirements, each with the newest Review of the school beside it."""
    return [requirement for requirement in _asked_in(term.pk) if requirement.kind in kinds]


@prepared
def _asked_in(term: int) -> QuerySet[Requirement]:
    newest = Review.objects.order_by("-pk").values("pk")[:1]
    return Requirement.objects.filter(term_id=term).annotate(newest_review=Subquery(newest))
