"""The form of a club session."""

from portal.records.forms import RecordForm
from tests.toy.models import ClubSession


class ClubSessionForm(RecordForm):
    class Meta:
        model = ClubSession
        fields = ("title", "club", "story", "occurred_on", "visibility", "shows_pupils")
