"""On the home page: the club whose session was written last."""

from portal.dashboard.cards import HomeCard, home_cards
from tests.toy.models import ClubSession


def last_session(user, term, at):
    session = ClubSession.objects.by(user).newest_first().first()
    return {"club": session.club} if session else None


home_cards.register(HomeCard(slug="club", template="toy/_club.html", context=last_session))
