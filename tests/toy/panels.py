"""On a record's page: whether its author leads a club."""

from portal.records.panels import RecordPanel, record_panels
from tests.toy.models import ClubSession


def club_of_author(record, user):
    club = ClubSession.objects.by(record.author).values_list("club", flat=True).first()
    return {"club": club} if club else None


record_panels.register(RecordPanel(slug="club", template="toy/_club.html", context=club_of_author))
