"""The forms of a club session and of a club meeting."""

from portal.records.forms import RecordForm
from tests.toy.models import ClubMeeting, ClubSession


class ClubSessionForm(RecordForm):
    class Meta:
        model = ClubSession
        fields = ("title", "club", "story", "occurred_on", "visibility", "shows_pupils")


class ClubMeetingForm(RecordForm):
    may_lie_ahead = True

    class Meta:
        model = ClubMeeting
        fields = ("title", "place", "starts_at", "ends_at", "occurred_on", "visibility")
