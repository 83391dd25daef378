"""On the home page: the person's own clubs."""

from portal.dashboard.cards import HomeCard, home_cards


def own_clubs(user, term, at):
    return {"name": user.name} if term else None


home_cards.register(HomeCard(slug="club", template="toy/_club.html", context=own_clubs))
