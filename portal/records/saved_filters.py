"""Links a person keeps to a list as they like to see it; the home page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.prepared import prepared
from portal.records.kinds import RecordKind, kinds
from portal.records.models import SavedFilter
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User

MAX_LINKS = 20


@dataclass(frozen=True)
class SavedLink:
    """A link for the home page: its name, the list it opens, and that list's icon."""

    name: str
    url: str
    label: str | Promise
    icon: str


def save_filter(kind: RecordKind, *, by: User, name: str, query: str) -> SavedFilter:
    """Keep a list's filters under a name; the same name again replaces the filters.

    Raises Refused("no_name", "too_many").
    """
    name = name.strip()[:40]
    if not name:
        raise Refused("no_name", _("Give the link a name."))
    known = SavedFilter.objects.filter(person=by)
    if known.count() >= MAX_LINKS and not known.filter(kind=kind.slug, name=name).exists():
        raise Refused("too_many", _("You already keep 20 links. Remove one first."))
    cleaned = QueryDict(query).urlencode()[:500]
    return SavedFilter.objects.update_or_create(
        person=by, kind=kind.slug, name=name, defaults={"query": cleaned}
    )[0]


@prepared
def _saved_by(person: int) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(person_id=person)


def saved_for(kind: RecordKind, user: User) -> list[SavedFilter]:
    """The person's links to the list of one kind; one query."""
    return [row for row in _saved_by(user.pk) if row.kind == kind.slug]


def saved_filters_of(user: User) -> list[SavedLink]:
    """The person's links, for the home page; one query."""
    return [
        SavedLink(row.name, f"{kind.url('list')}?{row.query}", kind.plural, kind.icon)
        for row in _saved_by(user.pk)
        if row.kind in kinds
        for kind in [kinds.get(row.kind)]
    ]
