"""What the portal knows of its staff, in the same plain values a sheet is parsed into.

Loaded in a fixed number of queries. Its digest says whether anything a
preview was computed against has changed meanwhile.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from portal import clock
from portal.people.models import (
    Group,
    GroupKind,
    Honour,
    Membership,
    Post,
    Role,
    RoleGrant,
    Subject,
    TitleHolding,
    User,
)
from portal.sheets.cells import width_of_numbers

#: Fields of a person that stand in the user's own row.
OWN_FIELDS = (
    "staff_number",
    "name",
    "gender",
    "phone",
    "email",
    "birth_month",
    "subject",
    "grade_classes",
    "main_group",
    "taught_since",
    "joined_on",
    "class_teacher_of",
    "remark",
)
_COLUMNS = [
    {"subject": "subject__name", "main_group": "main_group__name"}.get(name, name)
    for name in OWN_FIELDS
]


@dataclass(frozen=True)
class Place:
    """A membership or a post (`name`) that goes on; `ends_on` lies ahead where there is one."""

    id: int
    name: str
    starts_on: date | None
    ends_on: date | None
    is_leader: bool = False


@dataclass
class PersonState:
    """One person; `values` as the parser writes them, "" or [] where nothing is stored."""

    pk: int
    values: dict[str, Any]
    status: str
    is_active: bool
    left_on: date | None
    places: dict[str, list[Place]] = field(default_factory=dict)
    posts: dict[str, Place] = field(default_factory=dict)
    has_dated_title: bool = False

    @property
    def name(self) -> str:
        return self.values["name"]

    @property
    def number(self) -> str:
        return self.values["staff_number"]

    def place_in(self, kind: str, group: str) -> Place | None:
        return next((p for p in self.places.get(kind, []) if p.name == group), None)


@dataclass(frozen=True)
class Snapshot:
    people: dict[int, PersonState]
    groups: dict[tuple[str, str], int]
    subjects: dict[str, int]
    guests: frozenset[int]
    by_number: dict[str, PersonState]
    by_phone: dict[str, PersonState]
    by_mail: dict[str, PersonState]
    by_name: dict[str, list[PersonState]]
    number_width: int | None
    digest: str

    def absent(self, present: Iterable[int | None]) -> list[int]:
        """People in service whom no row is about; external experts are not staff."""
        seen = set(present) | self.guests
        in_service = {User.Status.ACTIVE, User.Status.ON_LEAVE, User.Status.SECONDED}
        return [
            pk
            for pk, person in self.people.items()
            if pk not in seen and person.is_active and person.status in in_service
        ]


def load_snapshot() -> Snapshot:
    """Everybody ever on the staff. Nine queries whatever the size."""
    people = _load_people()
    _add_places(people)
    _add_career(people)
    groups = {
        (kind, name): pk for pk, kind, name in Group.objects.values_list("pk", "kind", "name")
    }
    subjects = dict(Subject.objects.values_list("name", "pk"))
    guests = RoleGrant.objects.in_force(clock.today()).filter(role=Role.EXPERT)
    by_name: dict[str, list[PersonState]] = defaultdict(list)
    for person in people.values():
        by_name[person.name].append(person)
    return Snapshot(
        people=people,
        groups=groups,
        subjects=subjects,
        guests=frozenset(guests.values_list("person_id", flat=True)),
        by_number={p.number.casefold(): p for p in people.values()},
        by_phone={p.values["phone"]: p for p in people.values() if p.values["phone"]},
        by_mail={p.values["email"].lower(): p for p in people.values() if p.values["email"]},
        by_name=by_name,
        number_width=width_of_numbers(p.number for p in people.values()),
        digest=_digest(people, groups, subjects),
    )


def _digest(people: dict[int, PersonState], *others: dict[Any, int]) -> str:
    hashed = hashlib.sha256()
    for pk in sorted(people):
        hashed.update(repr(people[pk]).encode())
    for other in others:
        hashed.update(repr(sorted(other.items())).encode())
    return hashed.hexdigest()


def _load_people() -> dict[int, PersonState]:
    found = User.objects.order_by("pk").values_list(
        "pk", "status", "is_active", "left_on", *_COLUMNS
    )
    return {
        pk: PersonState(pk, _plain(values), status, is_active, left_on)
        for pk, status, is_active, left_on, *values in found
    }


def _plain(values: list[Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value or ""
        for name, value in zip(OWN_FIELDS, values, strict=True)
    }


def _add_places(people: dict[int, PersonState]) -> None:
    """Open memberships, and what follows from them: preparation groups, who leads."""
    for person in people.values():
        person.places = defaultdict(list)
    found: Iterable[tuple[Any, ...]] = (
        Membership.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=clock.today()),
            group__kind__in=[GroupKind.RESEARCH_GROUP, GroupKind.PREP_GROUP],
        )
        .order_by("pk")
        .values_list(
            "person_id", "group__kind", "pk", "group__name", "starts_on", "ends_on", "is_leader"
        )
    )
    for person_id, kind, *place in found:
        people[person_id].places[kind].append(Place(*place))
    for person in people.values():
        prep = person.places.get(GroupKind.PREP_GROUP, [])
        main = person.place_in(GroupKind.RESEARCH_GROUP, person.values["main_group"])
        person.values["prep_groups"] = sorted(place.name for place in prep)
        person.values["leads_main"] = bool(main and main.is_leader)
        person.values["leads_prep"] = any(place.is_leader for place in prep)


def _add_career(people: dict[int, PersonState]) -> None:
    """The present title (the newest dated one, else the newest row), honours, open posts."""
    for person in people.values():
        person.values |= {"title": "", "honours": [], "posts": []}
    newest: dict[int, tuple[date, int]] = {}
    titles = TitleHolding.objects.order_by("pk").values_list(
        "person_id", "pk", "title", "awarded_on"
    )
    for person_id, pk, title, awarded_on in titles:
        rank = (awarded_on or date.min, pk)
        people[person_id].has_dated_title |= awarded_on is not None
        if person_id not in newest or rank > newest[person_id]:
            newest[person_id] = rank
            people[person_id].values["title"] = title
    for person_id, level, name in Honour.objects.values_list("person_id", "level", "name"):
        people[person_id].values["honours"].append(f"{level}:{name}")
    still_held = Q(ends_on__isnull=True) | Q(ends_on__gt=clock.today())
    posts = Post.objects.filter(still_held).order_by("pk")
    held: Iterable[tuple[Any, ...]] = posts.values_list(
        "person_id", "pk", "name", "starts_on", "ends_on"
    )
    for person_id, *post in held:
        people[person_id].posts[post[1]] = Place(*post)
    for person in people.values():
        person.values["honours"] = sorted(set(person.values["honours"]))
        person.values["posts"] = sorted(person.posts)
