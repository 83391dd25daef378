"""What a person sees of an agenda: every point, and the records in it that they may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from portal.records.models import Record
from research.activities.models import Activity, AgendaItem, Nomination, NominationState

if TYPE_CHECKING:
    from portal.people.models import User


@dataclass(frozen=True)
class Point:
    """`url` is empty where the reader may not open the record; its title is hidden then too."""

    item: AgendaItem
    title: str
    url: str

    @property
    def presenter(self) -> User | None:
        return self.item.presenter

    @property
    def what(self) -> str:
        """The record's title and what about it; words alone where it may not be read."""
        words = self.item.words
        if self.title and words and self.title != words:
            return f"{self.title}: {words}"
        return self.title or words or _("A record that is not shared with you")

    @property
    def sentence(self) -> str:
        """What is discussed and who presents it."""
        if self.presenter is None:
            return self.what
        return _("%(what)s (%(who)s)") % {"what": self.what, "who": self.presenter.name}


def agenda_of(activity: Activity, user: User) -> list[Point]:
    """In order; one query."""
    may_be_read = Exists(Record.objects.visible_to(user).filter(pk=OuterRef("record_id")))
    items = activity.agenda.select_related("record", "presenter").annotate(is_read=may_be_read)
    return [_point(item, is_read=item.is_read) for item in items]


def _point(item: AgendaItem, *, is_read: bool) -> Point:
    record = item.record
    if record is None or not is_read:
        return Point(item, item.words, "")
    return Point(item, record.display_title, record.get_absolute_url())


def pool_of(activity: Activity) -> list[Nomination]:
    """What colleagues offer for this activity, or for any of the group; one query."""
    offers = Nomination.objects.filter(group=activity.group, state=NominationState.OFFERED)
    offers = offers.select_related("record", "nominated_by", "activity")
    return [offer for offer in offers if offer.activity_id in {None, activity.pk}]
