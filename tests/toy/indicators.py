"""How many club sessions stand in a term."""

from portal.records.indicators import Indicator, Unit, indicators
from tests.toy.models import ClubSession


def sessions(term, scope):
    rows = ClubSession.objects.in_term(term).accepted()
    return (rows.in_group(scope.group) if scope.group else rows).count()


indicators.register(
    Indicator(
        slug="club_sessions",
        label="Club sessions accepted",
        definition="Accepted club sessions of the term.",
        unit=Unit.COUNT,
        value=sessions,
        drill_down=lambda term, scope: "/clubs/club-sessions/",
    )
)
