"""People as choices of a field: found by name, pinyin, initials or staff number."""

from __future__ import annotations

from django.db.models import Q

from portal.people.models import User
from portal.people.querysets import UserQuerySet
from portal.ui.autocomplete import AutocompleteSource, sources


def _in_service() -> UserQuerySet:
    return User.objects.in_service().select_related("main_group")


def _matching(people: UserQuerySet, typed: str) -> UserQuerySet:
    return people.matching(typed).order_by("pinyin", "staff_number")


def _named_by(words: str) -> Q:
    """The number at the end decides, for two people may bear one name."""
    *_, last = words.split()
    return Q(staff_number__iexact=last) | Q(name=words)


def _words_of(person: User) -> str:
    return f"{person.name} {person.staff_number}"


def _detail_of(person: User) -> str:
    return person.main_group.name if person.main_group else ""


PEOPLE = sources.register(
    AutocompleteSource(
        slug="people",
        permission="people.staff.list",
        objects=_in_service,
        matching=_matching,
        named_by=_named_by,
        words_of=_words_of,
        detail_of=_detail_of,
    )
)
