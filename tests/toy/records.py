"""The kinds of the domain: what is done with pupils, and what people sign in to."""

from portal.people.models import Role
from portal.records.kinds import RecordKind, Reviewer, kinds
from tests.toy.forms import ClubMeetingForm, ClubSessionForm
from tests.toy.models import ClubMeeting, ClubSession

CLUB_SESSION = kinds.register(
    RecordKind(
        slug="club_session",
        model=ClubSession,
        label="Club session",
        plural="Club sessions",
        icon="users",
        reviewer=Reviewer.LEADER,
        archive_section="C3",
        form=ClubSessionForm,
        body_fields=("story",),
        fact_fields=("club",),
        also_read_by=frozenset({Role.GUIDANCE}),
        leaders_read=True,
    )
)
CLUB_MEETING = kinds.register(
    RecordKind(
        slug="club_meeting",
        model=ClubMeeting,
        label="Club meeting",
        plural="Club meetings",
        icon="calendar-check",
        reviewer=Reviewer.OFFICE,
        archive_section="C3",
        form=ClubMeetingForm,
        fact_fields=("place",),
    )
)
