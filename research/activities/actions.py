"""The buttons of an activity's page: what this person may do with it now, the likeliest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.ui.actions import Action
from research.activities.team import activity_of
from research.attendance.models import Stage

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record
    from research.activities.models import Activity


def activity_actions(record: Record, user: User) -> list[Action]:
    return [
        action
        for action in _by_time(activity_of(record))
        if user.has_perm(f"activities.activity.{action.slug}", record)
    ]


def _by_time(activity: Activity) -> list[Action]:
    """Before it: announce; during and after: minutes; each where it still makes sense."""
    pk, stage, now = activity.pk, activity.stage, clock.now()
    announce = Action(
        "announce",
        _("Announce"),
        _url("announce", pk),
        method="get",
        tone="primary",
        icon="megaphone",
    )
    hold = Action(
        "hold",
        _("It was held") if activity.ends_at <= now else _("It takes place now"),
        _url("hold", pk),
        tone="primary",
        icon="circle-check",
        confirm=_("Note that this activity takes or took place?"),
    )
    minutes = Action(
        "minutes",
        _("Write the minutes"),
        _url("minutes", pk),
        method="get",
        tone="primary" if stage == Stage.HELD else "secondary",
        icon="notebook-pen",
    )
    move = Action(
        "move",
        pgettext_lazy("an activity", "Move"),
        _url("move", pk),
        method="get",
        icon="calendar-clock",
    )
    cancel = Action("cancel", _("Cancel it"), _url("cancel", pk), method="get", icon="calendar-x")
    if stage == Stage.HELD:
        return [minutes]
    before = [announce] if stage == Stage.PLANNED else []
    if activity.starts_at <= now:
        return [hold, minutes, move, cancel]
    return [*before, minutes, move, cancel]


def _url(act: str, pk: int) -> str:
    return reverse(f"activities:{act}", kwargs={"pk": pk})
