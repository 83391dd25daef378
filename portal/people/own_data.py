"""What the portal keeps about one person, for the page My data and its exports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from portal import clock
from portal.people.models import User
from portal.ui.dates import school_date

Value = str | date | datetime | None


@dataclass(frozen=True)
class Fact:
    """One labelled value; `key` is the field's name in the machine-readable export."""

    key: str
    label: str
    value: Value

    @property
    def shown(self) -> str:
        return shown(self.value)


@dataclass(frozen=True)
class Section:
    """A table of what was held over time: `columns` name the cells of each row."""

    key: str
    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

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


def shown(value: Value) -> str:
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
    """Groups, posts, titles, honours and roles over time; five queries."""
    start, end, group = gettext("From"), gettext("To"), gettext("Group")
    return [
        Section(
            "memberships",
            gettext("Groups"),
            (group, gettext("Kind"), gettext("Group leader"), start, end),
            tuple(
                (
                    m.group.name,
                    m.group.get_kind_display(),
                    gettext("Yes") if m.is_leader else "",
                    m.starts_on,
                    m.ends_on,
                )
                for m in person.memberships.select_related("group").order_by("-starts_on")
            ),
        ),
        Section(
            "posts",
            gettext("Posts"),
            (gettext("Post"), start, end),
            tuple((p.name, p.starts_on, p.ends_on) for p in person.posts.all()),
        ),
        Section(
            "titles",
            gettext("Professional titles"),
            (gettext("Professional title"), gettext("Awarded on")),
            tuple((t.get_title_display(), t.awarded_on) for t in person.titles.all()),
        ),
        Section(
            "honours",
            gettext("Honours"),
            (
                gettext("Honour"),
                gettext("Level"),
                gettext("Awarded on"),
                gettext("Valid until"),
            ),
            tuple(
                (h.get_name_display(), h.get_level_display(), h.awarded_on, h.valid_until)
                for h in person.honours.all()
            ),
        ),
        Section(
            "roles",
            gettext("Roles"),
            (gettext("Role"), start, end),
            tuple(
                (g.get_role_display(), g.starts_on, g.ends_on)
                for g in person.role_grants.order_by("-starts_on")
            ),
        ),
    ]


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


def _plain(value: Value) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
