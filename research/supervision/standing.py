"""Where an inspection stands, in a word, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.records.kinds import Standing
from portal.ui.actions import Action
from research.supervision.models import Stage

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record

TONES = {
    Stage.OPEN: ("quiet", "search"),
    Stage.REPORTED: ("warning", "message-square-warning"),
    Stage.REPLIED: ("info", "reply"),
    Stage.CLOSED: ("success", "circle-check"),
}


def standing_of(record: Any) -> Standing:
    tone, icon = TONES[Stage(record.stage)]
    return Standing(record.get_stage_display(), tone, icon)


def actions_of(record: Any, user: User) -> list[Action]:
    """Inspect, reply, settle: what this person may do at this stage."""
    return [
        *_act(user, record, "edit", "findings", _("Note the findings"), "pen-line"),
        *_act(user, record, "reply", "reply", _("Reply"), "reply"),
        *_closing(record, user),
    ]


def _act(
    user: User, record: Record, right: str, page: str, label: object, icon: str
) -> list[Action]:
    if not user.has_perm(f"supervision.inspection.{right}", record):
        return []
    url = reverse(f"supervision:inspection_{page}", kwargs={"pk": record.pk})
    return [Action(page, label, url, method="get", tone="primary", icon=icon)]  # type: ignore[arg-type]


def _closing(record: Any, user: User) -> list[Action]:
    """A reply is settled or asked for again; a report without problems may be closed at once."""
    if not user.has_perm("supervision.inspection.close", record):
        return []
    close = Action(
        "close",
        _("Close: it is settled"),
        reverse("supervision:inspection_close", kwargs={"pk": record.pk}),
        tone="primary",
        icon="circle-check",
    )
    again = Action(
        "ask_again",
        _("Ask again"),
        reverse("supervision:inspection_ask_again", kwargs={"pk": record.pk}),
        method="get",
        icon="rotate-ccw",
    )
    if record.is_replied:
        return [close, again]
    return [close] if record.is_reported and not record.has_problems else []
