"""The review queue: what waits for a person, oldest first, with its age and due day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.db.models import Count, Min, QuerySet
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.people.models import Role, User
from portal.people.rules import sees_whole_school
from portal.prepared import prepared
from portal.records.any_kind import AnyKindTable
from portal.records.lateness import ReviewClock
from portal.records.models import Record, ReviewLevel
from portal.records.querysets import (
    RecordQuerySet,
    absent_leaders,
    groups_reviewed_by,
    review_mandates,
)
from portal.terms.models import Term
from portal.ui.dates import school_date
from portal.ui.parts import person_chip, tag
from portal.ui.tables import SelectColumn

#: The queue's order, and the one it can be turned to.
ORDERS = {"submitted_at": ("submitted_at", "id")}


def waiting_for(user: User, clock: ReviewClock) -> RecordQuerySet:
    return Record.objects.awaiting(user, fallen_through_before=clock.falls_through_before)


def waiting_figures(user: User, clock: ReviewClock) -> tuple[int, datetime | None]:
    """How much waits for the person, and since when; one query."""
    groups = tuple(review_mandates(user))
    if absent_leaders(user):
        found = list(_figures(waiting_for(user, clock)))
    elif Role.RESEARCH_OFFICE in user.roles:
        before = clock.falls_through_before
        found = _office_waits(user.roles, user.pk, groups, clock.today, before)
    else:
        found = _others_wait(user.roles, user.pk, groups)
    return found[0] if found else (0, None)


def _figures(waiting: RecordQuerySet) -> QuerySet[Record, tuple[int, datetime]]:
    """One row, or none where nothing waits."""
    counted = waiting.order_by().values("state").annotate(n=Count("*"), since=Min("submitted_at"))
    return counted.values_list("n", "since")


@prepared
def _office_waits(
    roles: frozenset[Role], person: int, groups: tuple[int, ...], today: date, before: datetime
) -> QuerySet[Record, tuple[int, datetime]]:
    return _figures(Record.objects.awaiting_reviewer(roles, person, groups, today, before))


@prepared
def _others_wait(
    roles: frozenset[Role], person: int, groups: tuple[int, ...]
) -> QuerySet[Record, tuple[int, datetime]]:
    return _figures(Record.objects.awaiting_reviewer(roles, person, groups))


def waiting_in_school(user: User, term: Term) -> RecordQuerySet:
    """What waits for anybody in the term, as far as this person may read it."""
    waiting = Record.objects.in_term(term).submitted().exclude(review_level="")
    return waiting.filter(submitted_at__isnull=False).visible_to(user)


def next_in_queue(user: User, *, after: Record) -> Record | None:
    """The oldest other record that waits for this person; one query, or two."""
    waiting = waiting_for(user, ReviewClock.of(user)).exclude(pk=after.pk)
    return waiting.oldest_first().defer("text").first()


def reads_one_group(user: User) -> bool:
    """A leader of one group: naming it in every row says nothing."""
    return not sees_whole_school(user) and len(groups_reviewed_by(user)) == 1


class QueueTable(AnyKindTable):
    """One row a waiting record; the age is in working days."""

    pick = SelectColumn("pk")
    title = tables.Column(verbose_name=gettext_lazy("Record"), accessor="display_title")
    author = tables.Column(verbose_name=gettext_lazy("Author"))
    group = tables.Column(verbose_name=gettext_lazy("Group"), accessor="group__name")
    submitted_at = tables.Column(verbose_name=gettext_lazy("Has waited"))
    due = tables.Column(verbose_name=gettext_lazy("Answer due by"), accessor="submitted_at")

    heading_column = "title"
    reads = (
        "kind", "title", "occurred_on", "submitted_at", "review_level",
        "author__name", "author__staff_number", "group__name",
    )  # fmt: skip

    class Meta:
        fields = ("pick", "title", "author", "group", "submitted_at", "due")

    def __init__(
        self,
        *args: Any,
        clock: ReviewClock,
        user: User,
        can_pick: bool = True,
        of_school: bool = False,
        **kwargs: Any,
    ) -> None:
        self.clock, self.user, self.of_school = clock, user, of_school
        self.caption = _("Waiting in the whole school") if of_school else _("Review queue")
        left_out = ["pick"] if of_school or not can_pick else []
        if reads_one_group(user):
            left_out.append("group")
        super().__init__(*args, exclude=left_out, **kwargs)

    @classmethod
    def rows_of(cls, waiting: RecordQuerySet) -> RecordQuerySet:
        """The queryset with what these columns read, and nothing else."""
        return waiting.select_related("author", "group").only(*cls.reads)

    @cached_property
    def mandates(self) -> dict[int, frozenset[int]]:
        return review_mandates(self.user)

    def render_author(self, value: User) -> SafeString:
        return person_chip(value)

    def render_submitted_at(self, value: Any) -> str:
        age = self.clock.age(value)
        if not age:
            return _("since today")
        return ngettext("%(count)d working day", "%(count)d working days", age) % {"count": age}

    def render_due(self, value: Any, record: Record) -> SafeString:
        day = school_date(self.clock.due_on(value))
        marks = []
        if self.clock.is_overdue(value):
            marks.append(tag(_("Overdue"), "danger", "clock-alert"))
        if not self.of_school and self.is_for_another(record):
            marks.append(tag(_("In the leader's place"), "info", "user-check"))
        return SafeString(f"<span>{day} {' '.join(marks)}</span>")

    def is_for_another(self, record: Record) -> bool:
        """It lies with a leader who is not the reader: away, too slow, or gone."""
        return record.review_level == ReviewLevel.LEADER and self.user.pk not in self.mandates.get(
            record.group_id or 0, ()
        )
