"""What the portal keeps about one person, for the page My data and its exports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, F, Value
from django.utils.translation import gettext

from portal import clock
from portal.people.models import (
    Honour,
    HonourLevel,
    HonourName,
    Post,
    Title,
    TitleHolding,
    User,
)
from portal.ui.dates import school_date

Kept = str | date | datetime | None
Rows = tuple[tuple[Kept, ...], ...]


@dataclass(frozen=True)
class Fact:
    """One labelled value; `key` is the field's name in the machine-readable export."""

    key: str
    label: str
    value: Kept

    @property
    def shown(self) -> str:
        return shown(self.value)


@dataclass(frozen=True)
class Section:
    """A table of what was held over time: `columns` name the cells of each row."""

    key: str
    label: str
    columns: tuple[str, ...]
    rows: Rows

    @property
    def cells(self) -> list[list[dict[str, str]]]:
        """Each row as labelled cells in words, for the page."""
        return [
            [
                {"label": label, "value": shown(value)}
                for label, value in zip(self.columns, row, strict=True)
            ]
            for row in self.rows
        ]


def shown(value: Kept) -> str:
    """A value as a page writes it; nothing is a dash."""
    if isinstance(value, date):
        return school_date(value)
    return value or "–"


FACT_FIELDS = (
    "staff_number",
    "name",
    "gender",
    "phone",
    "email",
    "birth_month",
    "subject",
    "grade_classes",
    "main_group",
    "class_teacher_of",
    "taught_since",
    "joined_on",
    "left_on",
    "status",
    "remark",
)


def facts_of(person: User, *, leave_out: Iterable[str] = ()) -> list[Fact]:
    """The facts in the order of the roster; no query where relations are loaded."""
    hidden = set(leave_out)
    return [_fact(person, name) for name in FACT_FIELDS if name not in hidden]


def _fact(person: User, name: str) -> Fact:
    field = User._meta.get_field(name)
    display = getattr(person, f"get_{name}_display", None)
    value: Any = display() if display else getattr(person, name)
    if name in {"birth_month", "taught_since"} and value:
        value = f"{value:%Y-%m}"
    elif value is not None and not isinstance(value, date):
        value = str(value)
    return Fact(name, str(field.verbose_name), value)


def sections_of(person: User) -> list[Section]:
    """Groups, posts, titles, honours and roles over time; three queries."""
    start, end = gettext("From"), gettext("To")
    posts, titles, honours = _career_of(person)
    return [
        Section(
            "memberships",
            gettext("Groups"),
            (gettext("Group"), gettext("Kind"), gettext("Part in it"), start, end),
            _memberships_of(person),
        ),
        Section("posts", gettext("Posts"), (gettext("Post"), start, end), posts),
        Section(
            "titles",
            gettext("Professional titles"),
            (gettext("Professional title"), gettext("Awarded on")),
            titles,
        ),
        Section(
            "honours",
            gettext("Honours"),
            (gettext("Honour"), gettext("Level"), gettext("Awarded on"), gettext("Valid until")),
            honours,
        ),
        Section(
            "roles",
            gettext("Roles"),
            (gettext("Role"), start, end),
            tuple(
                (grant.get_role_display(), grant.starts_on, grant.ends_on)
                for grant in person.role_grants.order_by("-starts_on")
            ),
        ),
    ]


def _memberships_of(person: User) -> Rows:
    leader, member = gettext("Group leader"), gettext("Member")
    return tuple(
        (
            membership.group.name,
            membership.group.get_kind_display(),
            leader if membership.is_leader else member,
            membership.starts_on,
            membership.ends_on,
        )
        for membership in person.memberships.select_related("group").order_by("-starts_on")
    )


def _career_of(person: User) -> tuple[Rows, Rows, Rows]:
    """Posts, titles and honours, newest first, read together: they are small and alike."""
    nothing = Value(None, DateField())
    columns = ("part", "what", "level_", "first_day", "last_day")
    alike: dict[Any, tuple[str, object, str, object]] = {
        Post: ("name", Value(""), "starts_on", "ends_on"),
        TitleHolding: ("title", Value(""), "awarded_on", nothing),
        Honour: ("name", "level", "awarded_on", "valid_until"),
    }
    reads = [
        model.objects.filter(person=person)
        .order_by()
        .annotate(
            part=Value(model.__name__),
            what=F(what),
            level_=F(level) if isinstance(level, str) else level,
            first_day=F(first),
            last_day=F(last) if isinstance(last, str) else last,
        )
        .values_list(*columns)
        for model, (what, level, first, last) in alike.items()
    ]
    rows = sorted(reads[0].union(*reads[1:], all=True), key=_newest_first, reverse=True)
    return (
        tuple((what, a, b) for part, what, _level, a, b in rows if part == "Post"),
        tuple(
            (str(Title(what).label), a)
            for part, what, _level, a, _b in rows
            if part == "TitleHolding"
        ),
        tuple(
            (str(HonourName(what).label), str(HonourLevel(level).label), a, b)
            for part, what, level, a, b in rows
            if part == "Honour"
        ),
    )


def _newest_first(row: tuple[Any, ...]) -> date:
    return row[3] or date.min


def export_of(person: User) -> dict[str, Any]:
    """Plain values of everything, for the JSON export."""
    return {
        "exported_at": clock.now().isoformat(),
        "person": {fact.key: _plain(fact.value) for fact in facts_of(person)},
        "account": {
            "language": person.language,
            "privacy_notice_accepted_at": _plain(person.privacy_accepted_at),
            "last_sign_in": _plain(person.last_login),
        },
        "held": {
            section.key: [
                dict(zip(section.columns, map(_plain, row), strict=True)) for row in section.rows
            ]
            for section in sections_of(person)
        },
        "correction_requests": [
            {"words": r.words, "asked_at": _plain(r.created_at), "answer": r.answer}
            for r in person.correction_requests.all()
        ],
    }


def _plain(value: Kept) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
