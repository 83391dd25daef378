"""Who hears of a change: the teachers it concerns, and the office while it is only asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import lazy

from portal import clock
from portal.notices.post import post_notice
from portal.notices.types import NoticeType, in_every_language
from portal.people.models import Role, RoleGrant, User
from research.timetable.words import change_words

if TYPE_CHECKING:
    from research.timetable.models import Substitution

_words = lazy(change_words, str)
#: Who keeps the timetable.
KEEPERS = (Role.RESEARCH_OFFICE, Role.ACADEMIC_AFFAIRS)


def tell(change: Substitution, notice: NoticeType, *, to: Iterable[User]) -> int:
    """Post the notice, once for each state of a change; in the transaction of its cause."""
    return post_notice(
        notice.slug,
        to=to,
        key=f"{notice.slug}:{change.pk}",
        params={
            "what": in_every_language(_words(change)),
            "by": change.asked_by.name,
            "reason": change.reason,
            "answer": change.answer,
        },
        url=reverse("timetable:change_list"),
    )


def concerned(change: Substitution, *, besides: User) -> list[User]:
    """Whose lesson it is and who takes it over, but for who did it."""
    people = [change.person, change.substitute]
    return [person for person in people if person is not None and person != besides]


def keepers() -> list[User]:
    """The research office and academic affairs today; one query."""
    granted = RoleGrant.objects.in_force(clock.today()).filter(Q(role__in=KEEPERS))
    return list(User.objects.in_service().filter(pk__in=granted.values("person_id")))
