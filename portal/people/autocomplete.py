"""Picking a member of staff in any form: by name, pinyin, initials or staff number."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from portal.people.models import User
from portal.people.phones import typed_staff_number
from portal.ui.autocomplete import AutocompleteSource, sources


def spelled(person: User) -> str:
    """As a box shows a person: `王芳 0087`, which names exactly one."""
    return f"{person.name} {person.staff_number}"


def _staff() -> QuerySet[User]:
    return User.objects.in_service().select_related("main_group")


def _matching(people: Any, typed: str) -> QuerySet[User]:
    return people.matching(typed_staff_number(typed)).order_by("pinyin", "staff_number")


def _named_by(words: str) -> Q:
    """`0087`, `王芳` or `王芳 0087`; the name alone may fit two people, who are then named."""
    words = typed_staff_number(words)
    *names, last = words.split() or [""]
    with_number = Q(staff_number__iexact=last)
    if names:
        with_number &= Q(name="".join(names))
    return with_number | Q(name="".join(words.split()))


PEOPLE = sources.register(
    AutocompleteSource(
        slug="people",
        permission="people.staff.list",
        objects=_staff,
        matching=_matching,
        named_by=_named_by,
        words_of=spelled,
        detail_of=lambda person: person.main_group.name if person.main_group else "",
    )
)
