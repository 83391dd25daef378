"""Who has read an announcement and who has not: the figures by group, and the people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.sheets.write import Column

if TYPE_CHECKING:
    from portal.announcements.models import Announcement, Recipient
    from portal.announcements.querysets import RecipientQuerySet

#: The address's word for people without a main group (django-filter's).
NO_GROUP = "null"


@dataclass(frozen=True)
class GroupLine:
    """How far one main group is; each number opens its list."""

    name: str
    value: str
    told: int
    read: int
    confirmed: int

    @property
    def unread(self) -> int:
        return self.told - self.read

    @property
    def unconfirmed(self) -> int:
        return self.told - self.confirmed

    def url(self, state: str = "") -> str:
        chosen = {"group": self.value, "state": state}
        return "?" + urlencode({name: value for name, value in chosen.items() if value})

    @property
    def urls(self) -> dict[str, str]:
        return {s: self.url(s) for s in ("read", "unread", "confirmed", "unconfirmed")}


def lines_by_group(recipients: RecipientQuerySet) -> list[GroupLine]:
    """A line for each main group; everybody stands in one. One query."""
    rows = (
        recipients.order_by("person__main_group__pinyin")
        .values("person__main_group", "person__main_group__name")
        .annotate(
            told=Count("pk"),
            read=Count("pk", filter=Q(read_at__isnull=False)),
            confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        )
    )
    return [
        GroupLine(
            name=row["person__main_group__name"] or _("Without a main group"),
            value=str(row["person__main_group"] or NO_GROUP),
            told=row["told"],
            read=row["read"],
            confirmed=row["confirmed"],
        )
        for row in rows
    ]


def sum_of(lines: list[GroupLine]) -> GroupLine:
    told = sum(line.told for line in lines)
    read = sum(line.read for line in lines)
    return GroupLine(_("All"), "", told, read, sum(line.confirmed for line in lines))


def sheet_columns(announcement: Announcement) -> list[Column]:
    columns = [
        Column(_("Main group"), 18),
        Column(_("Staff number"), 12),
        Column(pgettext("of a person", "Name"), 12),
        Column(_("Read on"), 18),
    ]
    return [*columns, Column(_("Confirmed on"), 18)] if announcement.must_confirm else columns


def sheet_rows(announcement: Announcement, recipients: Any) -> Iterator[list[Any]]:
    for row in recipients:
        yield _cells(row)[: 5 if announcement.must_confirm else 4]


def _cells(row: Recipient) -> list[Any]:
    group = row.person.main_group
    return [
        group.name if group else "",
        row.person.staff_number,
        row.person.name,
        row.read_at,
        row.confirmed_at,
    ]
