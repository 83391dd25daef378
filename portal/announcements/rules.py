"""Who may do what with announcements and the shelf; read the table at the end.

The office writes to anybody and looks after all; who leads a group writes to
it and looks after their own. Everybody reads what concerns them; the shelf is
the staff's, not the guests'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from portal import clock
from portal.access import register_access
from portal.people.models import User
from portal.people.rules import is_active_staff, is_group_leader, is_office

if TYPE_CHECKING:
    from portal.announcements.models import Announcement


@rules.predicate
def may_sign_in(user: User) -> bool:
    return bool(user.is_authenticated and user.is_active)


@rules.predicate
def is_its_author(user: User, announcement: Announcement | None) -> bool:
    return announcement is not None and announcement.author_id == user.pk


@rules.predicate
def concerns_them(user: User, announcement: Announcement | None) -> bool:
    """It was sent to this person, or stands for a group they joined since."""
    from portal.announcements.models import Announcement as Model

    if announcement is None:
        return False
    mine = Model.objects.concerning(user, clock.today())
    return bool(mine.filter(pk=announcement.pk).exists())


@rules.predicate
def is_draft(user: User, announcement: Announcement | None) -> bool:
    return announcement is not None and announcement.is_draft


@rules.predicate
def is_sent(user: User, announcement: Announcement | None) -> bool:
    return announcement is not None and announcement.is_sent


writes = is_office | is_group_leader
looks_after = is_office | (is_active_staff & is_its_author)

ACCESS = {
    "announcements.announcement.list": may_sign_in,
    "announcements.announcement.written": writes,
    "announcements.announcement.new": writes,
    "announcements.announcement.view": looks_after | concerns_them,
    "announcements.announcement.confirm": concerns_them,
    "announcements.announcement.edit": looks_after & is_draft,
    "announcements.announcement.send": looks_after & is_draft,
    "announcements.announcement.correct": looks_after & is_sent,
    "announcements.announcement.withdraw": looks_after & is_sent,
    "announcements.announcement.readers": looks_after & ~is_draft,
    "announcements.announcement.remind": looks_after & is_sent,
    "announcements.shelf.list": is_active_staff,
    "announcements.shelf.edit": is_office,
}
register_access(ACCESS)
