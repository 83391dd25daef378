"""The list of activities: those that concern me, my groups', the whole school's."""

from __future__ import annotations

from django.db.models import Q

from portal.people.rules import is_group_leader, sees_whole_school
from portal.records.listing import SCOPES, Listing
from portal.records.querysets import RecordQuerySet
from research.activities.models import Activity
from research.attendance.models import Attendance


class ActivityListing(Listing):
    """What is "mine": where I am expected, speak, chair or record, and what I planned."""

    @property
    def _usual_scope(self) -> str:
        if sees_whole_school(self.user):
            return "school"
        return "group" if is_group_leader(self.user) else "mine"

    @property
    def scope(self) -> str:  # type: ignore[override]
        asked = self.params.get("scope", "")
        return asked if asked in SCOPES else self._usual_scope

    def _in_scope(self) -> RecordQuerySet:
        if self.scope != "mine":
            return super()._in_scope()
        me = self.user
        listed = Attendance.objects.by(me).values("record_id")
        speaking = Activity.lead_speakers.through.objects.filter(user=me).values("activity_id")
        recording = Activity.recorders.through.objects.filter(user=me).values("activity_id")
        mine = Q(pk__in=listed) | Q(pk__in=speaking) | Q(pk__in=recording)
        mine |= Q(chair=me) | Q(author=me)
        return Activity.objects.of_kind("activity").visible_to(me).filter(mine)
