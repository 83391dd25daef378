"""Cards of the home page: what a domain tells a person at a glance.

Declared in an app's `home_cards.py`: the lessons just taught, the activity
that begins in ten minutes, the observation to hand in.

    home_cards.register(HomeCard(
        slug="just_taught", template="timetable/_just_taught.html", context=just_taught,
    ))

`context(user, term, at)` answers None where there is nothing to say; at most
two queries each, for everybody's home page asks every card.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.registry import Registry

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term


@dataclass(frozen=True, eq=False)
class HomeCard:
    """`term` None: no term is open. Cards stand by position, below the big buttons."""

    slug: str
    template: str
    context: Callable[[User, Term | None, datetime], dict[str, Any] | None]
    position: int = 50


home_cards: Registry[HomeCard] = Registry("home card")


def cards_for(request: HttpRequest, term: Term | None, at: datetime) -> list[SafeString]:
    """The cards that have something to say to this person now, in their order."""
    shown = []
    for card in sorted(home_cards, key=lambda card: card.position):
        context = card.context(request.user, term, at)  # type: ignore[arg-type]
        if context is not None:
            shown.append(render_to_string(card.template, context, request))
    return shown
