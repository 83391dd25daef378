"""Writing an announcement: a draft as often as one likes, a correction once it is sent.

A correction says what it corrects. Where people are asked to read it again
they are told, and reading and confirming start anew; otherwise nobody is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.announcements.audience import Audience, require_own_groups
from portal.announcements.models import AddressedRole, Announcement
from portal.announcements.tell import CORRECTED, tell_recipients
from portal.records.prose import prose_to_text
from portal.refusal import Refused, StaleRecord

if TYPE_CHECKING:
    from portal.people.models import User


@dataclass(frozen=True)
class Content:
    """What an announcement says; `body` is clean HTML."""

    title: str
    body: str
    valid_until: date | None = None
    must_confirm: bool = False
    is_pinned: bool = False

    def put_into(self, announcement: Announcement) -> None:
        for name in ("title", "body", "valid_until", "must_confirm", "is_pinned"):
            setattr(announcement, name, getattr(self, name))
        announcement.text = prose_to_text(self.body)


@transaction.atomic
def write_announcement(
    announcement: Announcement | None,
    *,
    by: User,
    content: Content,
    audience: Audience,
    version: int = 0,
) -> Announcement:
    """Save a draft, new (None) or changed. Refused: nobody, not_your_group, not_draft, stale."""
    require_own_groups(audience, by, clock.today())
    draft = Announcement(author=by) if announcement is None else _locked(announcement, version)
    if not draft.is_draft:
        raise Refused("not_draft", _("It has been sent: correct it instead."))
    content.put_into(draft)
    draft.to_everyone = audience.to_everyone
    draft.save()
    draft.groups.set(audience.groups)
    draft.people.set(audience.people)
    draft.addressed_roles.exclude(role__in=audience.roles).delete()
    AddressedRole.objects.bulk_create(
        [AddressedRole(announcement=draft, role=role) for role in audience.roles],
        ignore_conflicts=True,
    )
    return draft


@transaction.atomic
def correct_announcement(
    announcement: Announcement,
    *,
    by: User,
    content: Content,
    correction: str,
    asks_again: bool = False,
    version: int = 0,
) -> Announcement:
    """Change what was sent. Refused: not_sent, stale, nothing_said."""
    sent = _locked(announcement, version)
    if not sent.is_sent:
        raise Refused("not_sent", _("Only what has been sent is corrected."))
    if not correction.strip():
        raise Refused("nothing_said", _("Say in a few words what was corrected."))
    asked_for_less = sent.must_confirm and not content.must_confirm
    content.put_into(sent)
    sent.correction, sent.corrected_at = correction.strip(), clock.now()
    sent.edition += asks_again
    sent.save()
    if asks_again:
        sent.recipients.update(read_at=None, confirmed_at=None, is_waiting=True)
        tell_recipients(sent, CORRECTED, sent.recipients.values_list("person_id", flat=True))
    elif asked_for_less:
        sent.recipients.read().update(is_waiting=False)
    elif content.must_confirm:
        sent.recipients.filter(confirmed_at__isnull=True).update(is_waiting=True)
    return sent


@transaction.atomic
def discard_draft(announcement: Announcement, *, by: User) -> None:
    """A draft goes for good, with its files. Refused: not_draft."""
    from portal.announcements.keep_file import drop_file

    draft = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if not draft.is_draft:
        raise Refused("not_draft", _("It has been sent: withdraw it instead."))
    for file in draft.files.all():
        drop_file(file)
    draft.delete()


def _locked(announcement: Announcement, version: int) -> Announcement:
    """The row as it is now, one version on; `version` is what was on the screen (0: whatever)."""
    row = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if version and version != row.version:
        raise StaleRecord(
            "stale",
            _("Somebody changed it meanwhile. Open it anew, and put in what you changed."),
        )
    row.version += 1
    return row
