"""The one kind of the domain."""

from portal.people.models import Role
from portal.records.kinds import RecordKind, Reviewer, kinds
from tests.toy.forms import ClubSessionForm
from tests.toy.models import ClubSession

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
