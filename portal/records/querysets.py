"""The vocabulary of reading records: who may see them, which, and in what order.

`visible_to` is the one rule of visibility; pages, files, searches, feeds and
exports all start from it. Its twin for a single object is
`portal.records.rules.can_view`; a property test keeps the two honest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Self

from django.db import models
from django.db.models import Q

from portal import clock
from portal.people.models import Role
from portal.people.querysets import in_force
from portal.prepared import prepared

if TYPE_CHECKING:
    from portal.people.models import Group, User
    from portal.terms.models import Term

#: Never shown to anyone but who writes them.
UNFILED = ("draft", "withdrawn")
#: What colleagues see: handed in and standing, not sent back.
STANDING = ("submitted", "accepted")
#: The roles of an external expert who is nothing else.
ONLY_A_GUEST = frozenset({Role.EXPERT})


def review_mandates(user: User) -> dict[int, frozenset[int]]:
    """For whom the user decides on each group's records: group id → ids of its leaders.

    The user's own id stands there for a group they lead, an absent leader's
    for one they stand in for today. One query at most, kept on the user for
    the day.
    """
    today = clock.today()
    cached: tuple[date, dict[int, frozenset[int]]] | None = getattr(
        user, "review_mandates_today", None
    )
    if cached is not None and cached[0] == today:
        return cached[1]
    leaders: dict[int, set[int]] = {group_id: {user.pk} for group_id in user.led_group_ids}
    for group_id, leader_id in _stood_in_for(user.pk, today):
        leaders.setdefault(group_id, set()).add(leader_id)
    mandates = {group_id: frozenset(ids) for group_id, ids in leaders.items()}
    user.review_mandates_today = (today, mandates)  # type: ignore[attr-defined]
    return mandates


@prepared
def _stood_in_for(substitute: int, on: date) -> models.QuerySet:
    """(group, its leader who is absent) of each group that a person stands in for."""
    from portal.people.models import Membership
    from portal.records.models import StandIn

    absent = StandIn.objects.filter(in_force(on), substitute_id=substitute).values("absent_id")
    led = Membership.objects.current(on=on).leading().filter(person_id__in=absent).order_by()
    return led.values_list("group_id", "person_id")


def groups_reviewed_by(user: User) -> set[int]:
    """Ids of the groups whose records the user decides on: led, or stood in for."""
    return set(review_mandates(user))


def absent_leaders(user: User) -> dict[int, frozenset[int]]:
    """Group id → its one leader, where the user only stands in: that leader's own lie elsewhere."""
    return {
        group_id: leaders
        for group_id, leaders in review_mandates(user).items()
        if len(leaders) == 1 and user.pk not in leaders
    }


def is_only_a_guest(user: User) -> bool:
    """An external expert and nothing else: limited to what they are invited to."""
    return user.roles == ONLY_A_GUEST


class Reader(NamedTuple):
    """What of a person decides which records they may read; groups only where they matter."""

    roles: frozenset[Role]
    person: int
    groups: tuple[int, ...] = ()
    reviewed: tuple[int, ...] = ()


def reader_of(user: User) -> Reader:
    """The values of `visible_to_reader`, in a form that a prepared query takes."""
    if Role.RESEARCH_OFFICE in user.roles or is_only_a_guest(user):
        return Reader(user.roles, user.pk)
    reviewed = tuple(groups_reviewed_by(user))
    if Role.PRINCIPAL in user.roles:
        return Reader(user.roles, user.pk, reviewed=reviewed)
    return Reader(user.roles, user.pk, tuple(user.group_ids), reviewed)


def kinds_read_by(roles: Iterable[str]) -> list[str]:
    """Slugs of the kinds whose records one of these roles reads unless they are private."""
    from portal.records.kinds import kinds

    held = set(roles)
    return [kind.slug for kind in kinds if kind.also_read_by & held]


def kinds_that_leaders_read() -> list[str]:
    """Slugs of the kinds that a group's leader reads whatever the record's visibility."""
    from portal.records.kinds import kinds

    return [kind.slug for kind in kinds if kind.leaders_read]


class RecordQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Records the user may read.

        What they wrote or entered for somebody, whatever the state. Of what
        others filed: for the research office everything; for the principal
        all that is not private; what is theirs to decide on, and what the
        kind shows to leaders; and of what stands (announced, or handed in and
        not sent back) the whole school's, their groups', what they take part
        in, and what the kind shows to their role. A guest sees what names
        them as taking part.
        """
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.visible_to_reader(*reader_of(user))

    def visible_to_reader(
        self,
        roles: frozenset[Role],
        person: int,
        groups: tuple[int, ...],
        reviewed: tuple[int, ...],
    ) -> Self:
        """`visible_to` in plain values, as `reader_of` gives them."""
        own = Q(author_id=person) | Q(entered_by_id=person)
        filed = ~Q(state__in=UNFILED) | Q(is_announced=True)
        if Role.RESEARCH_OFFICE in roles:
            return self.filter(own | filed)
        if roles == ONLY_A_GUEST:
            return self.filter(own | (filed & Q(pk__in=self._taken_part_in(person))))
        if Role.PRINCIPAL in roles:
            others = filed & (~Q(visibility="private") | Q(review_level="principal"))
        else:
            stands = Q(state__in=STANDING) | Q(is_announced=True)
            others = stands & (self._shared_with(person, groups) | self._read_by_role(roles))
        if reviewed:
            led = Q(review_level="leader") | Q(kind__in=kinds_that_leaders_read())
            others |= filed & Q(group_id__in=reviewed) & led
        return self.filter(own | others)

    @staticmethod
    def _shared_with(person: int, groups: tuple[int, ...]) -> Q:
        shared = Q(visibility="school")
        if groups:
            shared |= Q(visibility="group", group_id__in=groups)
        return shared | Q(visibility="named", pk__in=RecordQuerySet._taken_part_in(person))

    @staticmethod
    def _read_by_role(roles: frozenset[Role]) -> Q:
        slugs = kinds_read_by(roles)
        return Q(kind__in=slugs) & ~Q(visibility="private") if slugs else Q(pk__in=[])

    @staticmethod
    def _taken_part_in(person: int) -> models.QuerySet:
        from portal.records.models import Participation

        return Participation.objects.filter(person_id=person).values("record_id")

    def by(self, person: User) -> Self:
        return self.filter(author=person)

    def of_kind(self, *slugs: str) -> Self:
        return self.filter(kind__in=slugs) if len(slugs) > 1 else self.filter(kind=slugs[0])

    def in_term(self, term: Term) -> Self:
        return self.filter(term=term)

    def in_group(self, group: Group) -> Self:
        return self.filter(group=group)

    def drafts(self) -> Self:
        return self.filter(state="draft")

    def submitted(self) -> Self:
        return self.filter(state="submitted")

    def returned(self) -> Self:
        return self.filter(state="returned")

    def accepted(self) -> Self:
        return self.filter(state="accepted")

    def filed(self) -> Self:
        """Handed in and standing: waiting for a decision, or accepted."""
        return self.filter(state__in=["submitted", "accepted"])

    def awaiting(self, user: User, *, fallen_through_before: datetime | None = None) -> Self:
        """Submitted records that are the user's to decide now, never their own.

        A stand-in gets nothing that the leader they stand in for wrote. The
        office also gets what has lain with a leader since before
        `fallen_through_before`, and what lies with a group that nobody leads.
        """
        groups = tuple(review_mandates(user))
        barred = absent_leaders(user)
        return self.awaiting_reviewer(
            user.roles, user.pk, groups, clock.today(), fallen_through_before, barred=barred
        )

    def awaiting_reviewer(
        self,
        roles: frozenset[Role],
        person: int,
        groups: tuple[int, ...],
        today: date | None = None,
        fallen_through_before: datetime | None = None,
        *,
        barred: Mapping[int, frozenset[int]] = MappingProxyType({}),
    ) -> Self:
        """`awaiting` in plain values: for who decides in `groups`, without what the `barred` wrote.

        The day and the moment matter to the office alone.
        """
        mine = Q(review_level="leader", group_id__in=groups)
        for group_id, leaders in barred.items():
            mine &= ~Q(group_id=group_id, author_id__in=leaders)
        if Role.RESEARCH_OFFICE in roles:
            left = self._left_by_leaders(today or clock.today(), fallen_through_before)
            mine |= Q(review_level="office") | left
        if Role.PRINCIPAL in roles:
            mine |= Q(review_level="principal")
        return self.submitted().filter(mine).exclude(author_id=person)

    @staticmethod
    def _left_by_leaders(today: date, fallen_through_before: datetime | None) -> Q:
        from portal.people.models import Membership

        led = Membership.objects.current(on=today).leading().values("group_id")
        left = ~Q(group_id__in=led)
        if fallen_through_before is not None:
            left |= Q(submitted_at__lt=fallen_through_before)
        return Q(review_level="leader") & left

    def oldest_first(self) -> Self:
        """In the order in which they were handed in."""
        return self.order_by("submitted_at", "id")

    def newest_first(self) -> Self:
        return self.order_by("-occurred_on", "-id")

    def for_list(self) -> Self:
        """Joined for a row of any list; long text stays in the database."""
        return self.select_related("author", "group", "term__school_year").defer("text")

    def for_detail(self) -> Self:
        return self.select_related("author", "entered_by", "group", "term__school_year")


class ParticipationQuerySet(models.QuerySet):
    def of(self, person: User) -> ParticipationQuerySet:
        return self.filter(person=person)

    def in_term(self, term: Term) -> ParticipationQuerySet:
        return self.filter(record__term=term)


class HeldSubmissionQuerySet(models.QuerySet):
    def of(self, person: User) -> HeldSubmissionQuerySet:
        return self.filter(person=person)


class FormDraftQuerySet(models.QuerySet):
    def of(self, person: User) -> FormDraftQuerySet:
        return self.filter(person=person)

    def unfinished(self) -> FormDraftQuerySet:
        """Still being typed: not yet saved as a record."""
        return self.filter(saved_as__isnull=True)

    def outdated(self, saved_before: datetime, touched_before: datetime) -> FormDraftQuerySet:
        """Saved before the one moment, or not touched since the other."""
        saved = Q(saved_as__isnull=False, updated_at__lt=saved_before)
        return self.filter(saved | Q(updated_at__lt=touched_before))

    def last_touched_first(self) -> FormDraftQuerySet:
        return self.order_by("-updated_at")


class StandInQuerySet(models.QuerySet):
    def named_by_or_for(self, user: User) -> StandInQuerySet:
        """Those a leader may end: their own; the office, everybody's."""
        if user.roles & {Role.RESEARCH_OFFICE, Role.ADMINISTRATOR}:
            return self
        return self.filter(absent=user)

    def not_over(self, on: date) -> StandInQuerySet:
        return self.filter(ends_on__gte=on)


class EntryQuerySet(models.QuerySet):
    def waiting(self) -> EntryQuerySet:
        """Entered for a teacher who has not confirmed it; what was withdrawn waits for nobody."""
        return self.filter(state="waiting", record__state="draft")

    def sent_back(self) -> EntryQuerySet:
        return self.filter(state="declined", record__state="withdrawn")

    def for_list(self) -> EntryQuerySet:
        return self.select_related("record__author", "record__entered_by").defer("record__text")
