"""The staff as a sheet, in the columns that the roster import reads back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext

from portal import clock
from portal.people.models import GroupKind, Membership, User
from portal.sheets.write import Column, workbook_response


def staff_sheet(people: QuerySet[User]) -> HttpResponse:
    """One row a person; five queries whatever the number."""
    today = clock.today()
    return workbook_response(
        f"staff-{today}.xlsx",
        gettext("Staff"),
        _columns(),
        [_row(person, today) for person in _with_everything(people, today)],
    )


def _with_everything(people: QuerySet[User], today: date) -> QuerySet[User]:
    prep_groups = (
        Membership.objects.current(on=today)
        .filter(group__kind=GroupKind.PREP_GROUP)
        .select_related("group")
    )
    return people.prefetch_related(
        Prefetch("memberships", prep_groups, to_attr="prep_memberships"),
        "posts",
        "titles",
        "honours",
    )


def _columns() -> list[Column]:
    return [
        Column(gettext("Staff number"), format="@"),
        Column(gettext("Name")),
        Column(gettext("Gender")),
        Column(gettext("Phone"), format="@", width=14),
        Column(gettext("Mail"), width=24),
        Column(gettext("Birth month")),
        Column(gettext("Subject")),
        Column(gettext("Grades and classes taught"), width=18),
        Column(gettext("Teaching-research group"), width=16),
        Column(gettext("Lesson-preparation group"), width=18),
        Column(gettext("Posts"), width=18),
        Column(gettext("Professional title"), width=14),
        Column(gettext("Honours"), width=20),
        Column(gettext("Teaching since")),
        Column(gettext("Joined the school on")),
        Column(gettext("Class teacher of")),
        Column(gettext("Status")),
        Column(gettext("Remark"), width=20),
    ]


def _row(person: Any, today: date) -> list[Any]:
    titles = list(person.titles.all())
    return [
        person.staff_number,
        person.name,
        person.get_gender_display(),
        person.phone or "",
        person.email,
        _month(person.birth_month),
        person.subject.name if person.subject else "",
        person.grade_classes,
        person.main_group.name if person.main_group else "",
        "、".join(m.group.name for m in person.prep_memberships),
        "、".join(post.name for post in person.posts.all() if _lasts(post.ends_on, today)),
        titles[0].get_title_display() if titles else "",
        "、".join(str(h) for h in person.honours.all() if _lasts(h.valid_until, today)),
        _month(person.taught_since),
        person.joined_on,
        person.class_teacher_of,
        person.get_status_display(),
        person.remark,
    ]


def _month(day: date | None) -> str:
    return f"{day:%Y-%m}" if day else ""


def _lasts(end: date | None, today: date) -> bool:
    return end is None or end >= today
