"""One announcement as a list shows it: its words, and what the reader still owes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal import clock
from portal.announcements.models import Announcement, Stage
from portal.ui.parts import tag

TONES = {Stage.DRAFT: "quiet", Stage.SENT: "success", Stage.WITHDRAWN: "warning"}


@dataclass(frozen=True)
class Line:
    """`announcement` is read `with_state_for` the one who looks."""

    announcement: Announcement

    @property
    def is_unread(self) -> bool:
        row: Any = self.announcement
        return bool(row.is_sent and not row.is_read)

    @property
    def is_waiting(self) -> bool:
        """Not read, or not confirmed as asked."""
        row: Any = self.announcement
        return self.is_unread or bool(row.is_sent and row.must_confirm and not row.is_confirmed)

    @property
    def tags(self) -> list[SafeString]:
        row: Any = self.announcement
        tags = general_tags(row, clock.today())
        if row.is_withdrawn:
            return tags
        if row.must_confirm and not row.is_confirmed:
            tags.insert(0, tag(_("Please confirm"), "warning", "circle-alert"))
        elif row.must_confirm:
            tags.insert(0, tag(_("Confirmed"), "success", "circle-check"))
        elif not row.is_read:
            tags.insert(0, tag(_("Unread"), "info"))
        return tags


def general_tags(announcement: Announcement, on: date) -> list[SafeString]:
    """What holds for every reader."""
    if announcement.is_withdrawn:
        return [stage_tag(announcement)]
    tags = []
    if announcement.is_pinned and not announcement.is_over(on):
        tags.append(tag(_("On top"), "quiet", "pin"))
    if announcement.corrected_at:
        tags.append(tag(_("Corrected"), "quiet", "pencil"))
    if announcement.is_over(on):
        tags.append(tag(pgettext("of an announcement", "Over"), "quiet"))
    return tags


def stage_tag(announcement: Announcement) -> SafeString:
    return tag(announcement.get_stage_display(), TONES[Stage(announcement.stage)])
