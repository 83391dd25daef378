"""The buttons on an announcement's page, for those who look after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.ui.actions import Action

if TYPE_CHECKING:
    from portal.announcements.models import Announcement
    from portal.people.models import User


def actions_for(announcement: Announcement, user: User) -> list[Action]:
    """Those the person may press, the usual first."""
    offered = [
        ("edit", "edit", pgettext("an announcement", "Change"), "get", "pencil"),
        ("readers", "readers", _("Who has read it"), "get", "users"),
        ("remind", "remind", _("Remind"), "get", "bell-ring"),
        ("correct", "correct", _("Correct"), "get", "pencil"),
        ("withdraw", "withdraw", _("Withdraw"), "get", "undo-2"),
    ]
    return [
        Action(
            slug, label, reverse(f"announcements:{page}", args=[announcement.pk]), "get", icon=icon
        )
        for slug, page, label, _method, icon in offered
        if user.has_perm(f"announcements.announcement.{slug}", announcement)
    ]
