"""The vocabulary of reading records: who may see them, which, and in what order.

`visible_to` is the one rule of visibility; pages, files, searches, feeds and
exports all start from it. Its twin for a single object is
`portal.records.rules.can_view`; a property test keeps the two honest.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from portal import clock
from portal.people.models import Role
from portal.people.querysets import in_force

if TYPE_CHECKING:
    from portal.people.models import Group, User
    from portal.records.models import FormDraft
    from portal.terms.models import Term

#: Never shown to anyone but their author.
UNFILED = ("draft", "withdrawn")


def groups_reviewed_by(user: User, on: date | None = None) -> set[int]:
    """Ids of the groups whose records the user decides on: led, or stood in for.

    Two queries at most, kept on the user for the request.
    """
    cached: set[int] | None = user.__dict__.get("_groups_reviewed")
    if cached is not None and on is None:
        return cached
    from portal.people.models import Membership
    from portal.records.models import StandIn

    day = on or clock.today()
    stood_in_for = StandIn.objects.filter(in_force(day), substitute=user).values("absent_id")
    others = Membership.objects.current(on=day).leading().filter(person_id__in=stood_in_for)
    groups = set(user.led_group_ids) | set(others.values_list("group_id", flat=True))
    if on is None:
        user.__dict__["_groups_reviewed"] = groups
    return groups


class RecordQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> RecordQuerySet:
        """Records the user may read.

        Their own, whatever the state. Of what others filed: what the whole
        school sees; what their groups see; what is theirs to decide on; and
        for the research office everything. The principal reads all that is
        not private.
        """
        if not user.is_authenticated:
            return self.none()
        filed = ~Q(state__in=UNFILED)
        if Role.RESEARCH_OFFICE in user.roles:
            return self.filter(Q(author=user) | filed)
        if Role.PRINCIPAL in user.roles:
            return self.filter(
                Q(author=user)
                | (filed & ~Q(visibility="private"))
                | (filed & Q(review_level="principal"))
            )
        seen = Q(visibility="school")
        if user.group_ids:
            seen |= Q(visibility="group", group_id__in=user.group_ids)
        reviewed = groups_reviewed_by(user)
        if reviewed:
            seen |= Q(group_id__in=reviewed, review_level="leader")
        if Role.EXPERT in user.roles and len(user.roles) == 1:
            return self.filter(author=user)
        return self.filter(Q(author=user) | (filed & seen))

    def by(self, person: User) -> RecordQuerySet:
        return self.filter(author=person)

    def of_kind(self, *slugs: str) -> RecordQuerySet:
        return self.filter(kind__in=slugs) if len(slugs) > 1 else self.filter(kind=slugs[0])

    def in_term(self, term: Term) -> RecordQuerySet:
        return self.filter(term=term)

    def in_group(self, group: Group) -> RecordQuerySet:
        return self.filter(group=group)

    def drafts(self) -> RecordQuerySet:
        return self.filter(state="draft")

    def submitted(self) -> RecordQuerySet:
        return self.filter(state="submitted")

    def returned(self) -> RecordQuerySet:
        return self.filter(state="returned")

    def accepted(self) -> RecordQuerySet:
        return self.filter(state="accepted")

    def filed(self) -> RecordQuerySet:
        """Handed in and standing: waiting for a decision, or accepted."""
        return self.filter(state__in=["submitted", "accepted"])

    def awaiting(
        self, user: User, *, fallen_through_before: datetime | None = None
    ) -> RecordQuerySet:
        """Submitted records that are the user's to decide now, never their own.

        The office also gets what has lain with a leader since before
        `fallen_through_before`, and what lies with a leader of no group.
        """
        mine = Q(review_level="leader", group_id__in=groups_reviewed_by(user))
        if Role.RESEARCH_OFFICE in user.roles:
            mine |= Q(review_level="office")
            if fallen_through_before is not None:
                mine |= Q(review_level="leader", submitted_at__lt=fallen_through_before)
        if Role.PRINCIPAL in user.roles:
            mine |= Q(review_level="principal")
        return self.submitted().filter(mine).exclude(author=user)

    def newest_first(self) -> RecordQuerySet:
        return self.order_by("-occurred_on", "-id")

    def for_list(self) -> RecordQuerySet:
        """Joined for a row of any list; long text stays in the database."""
        return self.select_related("author", "group", "term__school_year").defer("text")

    def for_detail(self) -> RecordQuerySet:
        return self.select_related("author", "entered_by", "group", "term__school_year")


class ParticipationQuerySet(models.QuerySet):
    def of(self, person: User) -> ParticipationQuerySet:
        return self.filter(person=person)

    def in_term(self, term: Term) -> ParticipationQuerySet:
        return self.filter(record__term=term)


class FormDraftQuerySet(models.QuerySet):
    def of(self, person: User) -> FormDraftQuerySet:
        return self.filter(person=person)

    def unfinished(self) -> FormDraftQuerySet:
        """Still being typed: not yet saved as a record."""
        return self.filter(saved_as__isnull=True)

    def latest_for(self, kind_slug: str, record_id: int | None) -> FormDraft | None:
        """The draft to come back to on the form of this kind, or of this record."""
        return (
            self.unfinished()
            .filter(kind=kind_slug, record_id=record_id)
            .order_by("-updated_at")
            .first()
        )
