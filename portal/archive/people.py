"""The index of archives: people by pinyin, with the completeness of each, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import QueryDict

from portal import clock
from portal.archive.rules import groups_led, sees_every_archive
from portal.deadlines.owed import completion
from portal.deadlines.progress import Progress
from portal.people.models import Group, Membership, User

if TYPE_CHECKING:
    from portal.terms.models import Term

PAGE_SIZE = 50


@dataclass(frozen=True)
class PersonLine:
    """`progress` is None where nothing is owed, which is not the same as 0 %."""

    person: User
    progress: Progress | None


@dataclass(frozen=True)
class PeoplePage:
    """`next_place` completes `?after=` with the page that follows; "" on the last one."""

    lines: Sequence[PersonLine]
    next_place: str


def groups_to_choose(viewer: User) -> QuerySet[Group]:
    """Research groups for who sees every archive; a leader's own groups."""
    if sees_every_archive(viewer):
        return Group.objects.active().research_groups().order_by("pinyin")
    return Group.objects.filter(pk__in=groups_led(viewer)).order_by("pinyin")


def people_readable_by(viewer: User, *, with_leavers: bool = False) -> QuerySet[User]:
    """Teachers whose archive the viewer may open; the list's twin of `archive.person.view`."""
    people = User.objects.teachers()
    if not with_leavers:
        people = people.in_service()
    if sees_every_archive(viewer):
        return people
    members = Membership.objects.current(on=clock.today()).filter(group__in=groups_led(viewer))
    return people.filter(pk__in=members.values("person_id"))


def people_page(people: QuerySet[User], term: Term, place: str) -> PeoplePage:
    """One page of people after `place`, each with the completeness of the term."""
    ordered = _after(people, place).select_related("main_group").order_by("pinyin", "pk")
    rows = list(ordered[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    return PeoplePage(
        _with_progress(shown, term), place_of(shown[-1]) if len(rows) > PAGE_SIZE else ""
    )


def place_of(person: User) -> str:
    return f"{person.pk}.{person.pinyin}"


def params_without_place(params: QueryDict) -> str:
    kept = params.copy()
    kept.pop("after", None)
    return kept.urlencode()


def with_progress_of_all(people: QuerySet[User], term: Term) -> Sequence[PersonLine]:
    """Everybody at once, for the export; a school is some hundreds of people."""
    return _with_progress(list(people.select_related("main_group").order_by("pinyin", "pk")), term)


def _with_progress(people: Sequence[User], term: Term) -> list[PersonLine]:
    rows = completion(term, people=people).rows if people else ()
    found = {row.person.pk: row.progress for row in rows}
    return [PersonLine(person, found.get(person.pk)) for person in people]


def _after(people: QuerySet[User], place: str) -> QuerySet[User]:
    pk, dot, pinyin = place.partition(".")
    if not dot or not pk.isdigit():
        return people
    return people.filter(Q(pinyin__gt=pinyin) | Q(pinyin=pinyin, pk__gt=int(pk)))
