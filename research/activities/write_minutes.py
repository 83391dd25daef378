"""Writing the minutes, by several people at once: each save merges, none overwrites.

The page sends for each part what stood there when the writer began (`base`)
and what the writer has now. Nobody is told; the record's version does not
grow, so that the plan's form stays valid meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.records.attach import attach_file, remove_attachment
from portal.records.kinds import kind_of
from portal.records.models import Attachment
from portal.records.prose import clean_prose, prose_to_typed
from portal.records.save import searchable_text
from portal.refusal import Refused
from research.activities.change_stage import lock_activity
from research.activities.merge import merge
from research.activities.models import Activity
from research.activities.team import acts_as_author
from research.attendance.models import Stage

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from portal.people.models import User

PHOTOS_AT_MOST = 9


@dataclass(frozen=True)
class Minutes:
    """What stands after a save, as lines; `both`: part → passages that two people changed."""

    texts: dict[str, str]
    both: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def minutes_of(activity: Activity) -> dict[str, str]:
    """The parts as lines, as a plain text area shows them."""
    return {name: prose_to_typed(getattr(activity, name)) for name in Activity.MINUTES}


@transaction.atomic
def write_minutes(
    activity: Activity, *, base: Mapping[str, str], mine: Mapping[str, str], by: User
) -> Minutes:
    """Save the parts named in `mine`, merged with what others saved since.

    Refused: `not_author`, `not_editable`, `cancelled`.
    """
    locked = lock_activity(activity)
    require_writer(locked, by)
    standing = minutes_of(locked)
    both = {}
    for name in Activity.MINUTES:
        if name not in mine:
            continue
        merged = merge(_plain(base.get(name, "")), standing[name], _plain(mine[name]))
        if merged.both:
            both[name] = merged.both
        if merged.text != standing[name]:
            setattr(locked, name, clean_prose(merged.text))
    if minutes_of(locked) != standing:
        locked.text = searchable_text(locked, kind_of(locked))
        locked.save(update_fields=[*Activity.MINUTES, "text", "updated_at"])
    for name in Activity.MINUTES:
        setattr(activity, name, getattr(locked, name))
    return Minutes(minutes_of(locked), both)


def _plain(text: str) -> str:
    """As it reads once it has been stored, so that the three texts compare."""
    return prose_to_typed(clean_prose(text))


def require_writer(activity: Activity, by: User) -> None:
    is_own = by.pk in {activity.author_id, activity.entered_by_id}
    if not (is_own or acts_as_author(by, activity)):
        raise Refused("not_author", _("The group's leader, the chair and the recorders write."))
    if activity.stage == Stage.CANCELLED:
        raise Refused("cancelled", _("This activity was cancelled."))
    if not activity.is_open_for_editing:
        raise Refused("not_editable", _("The minutes were handed in and can no longer be changed."))


@transaction.atomic
def add_photo(activity: Activity, upload: UploadedFile, *, by: User) -> Attachment:
    """A photo, or a file as material. Refused as `attach_file` does, and `too_many_photos`."""
    require_writer(activity, by)
    made = attach_file(upload, by=by, record=activity)
    if made.is_picture and activity.attachments.filter(is_picture=True).count() > PHOTOS_AT_MOST:
        remove_attachment(made)
        raise Refused(
            "too_many_photos",
            _("At most %(limit)d photos belong to one activity.") % {"limit": PHOTOS_AT_MOST},
        )
    return made
