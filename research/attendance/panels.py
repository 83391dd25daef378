"""On the page of a gathering: who was there, what the chair does, what I do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.records.panels import RecordPanel, record_panels
from portal.ui.actions import Action
from research.attendance.codes import online_path
from research.attendance.models import Gathering, Status
from research.attendance.roll import Roll, roll_of
from research.attendance.windows import is_about_now

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record


def who_was_there(record: Record, user: User) -> dict[str, Any] | None:
    """None for what is no gathering, and before anybody is expected. One query."""
    if not isinstance(record, Gathering):
        return None
    roll = roll_of(record.pk)
    runs = user.has_perm("attendance.sign_in.run", record)
    if not roll.lines and not runs:
        return None
    return {
        "roll": roll,
        "is_before": clock.now() < record.starts_at and not roll.here,
        "runs": runs,
        "sees_reasons": user.has_perm("attendance.reasons", record),
        "mine": roll.line_of(user.pk),
        "actions": (_chairs(record) if runs else []) + _own(record, user, roll),
    }


def _chairs(gathering: Gathering) -> list[Action]:
    if gathering.is_cancelled:
        return []
    screen = reverse("attendance:screen", args=[gathering.pk])
    listed = reverse("attendance:list", args=[gathering.pk])
    show = Action("screen", _("Show the code"), screen, "get", icon="qr-code")
    tick = Action("list", _("The recorder's list"), listed, "get", icon="list-checks")
    return [show, tick] if is_about_now(gathering, clock.now()) else [tick]


def _own(gathering: Gathering, user: User, roll: Roll) -> list[Action]:
    """Sign in on the day, ask for leave before; nothing for who has signed in."""
    mine = roll.line_of(user.pk)
    if gathering.is_cancelled or (mine is not None and mine.has_attended):
        return []
    actions = []
    if is_about_now(gathering, clock.now()):
        typed = reverse("attendance:code")
        sign_in = pgettext_lazy("attendance", "Sign in by code")
        actions.append(Action("code", sign_in, typed, "get", icon="keyboard"))
        if gathering.is_online and mine is not None:
            online = pgettext_lazy("attendance", "Sign in online")
            link = online_path(gathering.pk)
            actions.append(Action("online", online, link, "get", icon="monitor-smartphone"))
    if mine is not None and mine.is_expected and clock.now() < gathering.starts_at:
        on_leave = mine.status == Status.LEAVE
        label = _("My leave") if on_leave else _("Ask for leave")
        leave = reverse("attendance:leave", args=[gathering.pk])
        actions.append(Action("leave", label, leave, "get", icon="user-minus"))
    return actions


record_panels.register(
    RecordPanel(
        slug="attendance",
        template="attendance/_panel.html",
        context=who_was_there,
        position=10,
    )
)
