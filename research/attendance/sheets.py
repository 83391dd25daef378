"""The roll as a sheet: who, whether and when, how the portal knows, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from portal.sheets.write import Column
from research.attendance.models import Where
from research.attendance.roll import Roll, RollLine

COLUMNS = [
    Column(gettext_lazy("Name"), width=12),
    Column(gettext_lazy("Staff number"), width=12),
    Column(pgettext_lazy("of a guest", "School"), width=20),
    Column(pgettext_lazy("attendance", "Status"), width=10),
    Column(gettext_lazy("Signed in at"), width=18),
    Column(gettext_lazy("Where"), width=10),
    Column(gettext_lazy("How"), width=16),
    Column(gettext_lazy("Reason"), width=30, wraps=True),
    Column(gettext_lazy("Remark"), width=24, wraps=True),
]


def rows_of(roll: Roll) -> Iterator[tuple[Any, ...]]:
    for line in [*roll.people, *roll.guests]:
        yield (
            line.name,
            "" if line.is_guest else line.number,
            line.school,
            _("Guest") if line.is_guest else line.status_label,
            None if line.is_by_list else line.signed_at,
            str(Where(line.where).label) if line.where else "",
            line.how_label,
            line.reason,
            pgettext("between names", ", ").join(remarks_of(line)),
        )


def remarks_of(line: RollLine) -> list[str]:
    remarks = []
    if not line.is_expected and not line.is_guest:
        remarks.append(_("Not expected"))
    if line.shares_phone:
        remarks.append(_("Same phone as somebody else"))
    return remarks
