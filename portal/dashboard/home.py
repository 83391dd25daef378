"""What each person's home page brings: their own week first, then what their roles add.

A teacher sees what is owed and what came back; a leader the queue and who in
the group is behind; the office and the principal the school. Parts that a
person's roles do not bring are None and cost nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case, F, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from portal import clock
from portal.dashboard.keep import Question, asked_in
from portal.dashboard.lists import matrix_url
from portal.dashboard.picture import Picture, picture_of
from portal.dashboard.rows import behind_rows, group_row, owed_row, unfinished_row
from portal.dashboard.rules import sees_overview
from portal.deadlines.owed import owed_by
from portal.jobs.models import Job
from portal.notices.models import Notice
from portal.notices.render import Sentences, sentences_of
from portal.people.models import Group, GroupKind
from portal.people.rules import is_active_staff, is_office, is_teacher
from portal.prepared import prepared
from portal.records.kinds import kinds
from portal.records.lateness import ReviewClock
from portal.records.models import Record
from portal.records.queue import waiting_figures
from portal.records.saved_filters import SavedLink, saved_filters_of
from portal.terms.models import Term
from portal.ui.menu import MenuEntry, menu

if TYPE_CHECKING:
    from portal.people.models import User

UNFINISHED_SHOWN = 6
NOTICES_SHOWN = 4
JOBS_SHOWN = 3
#: 两组: whose leaders answer for what their members owe.
TWO_GROUPS = {GroupKind.RESEARCH_GROUP, GroupKind.PREP_GROUP}


@dataclass(frozen=True)
class Queue:
    """What waits for the person's decision; `oldest` in working days."""

    count: int
    oldest: int
    is_overdue: bool


@dataclass(frozen=True)
class GroupPart:
    """A leader's group: its progress and who is behind."""

    group: Group
    picture: Picture
    url: str

    @property
    def behind(self) -> SafeString:
        return behind_rows(self.picture.most_behind)


@dataclass
class Home:
    """`owed` None: nothing is asked of this person. `week` 0: outside the term."""

    term: Term | None
    at: datetime | None = None
    week: int = 0
    owed: Sequence[SafeString] | None = None
    unfinished: Sequence[SafeString] = ()
    notices: Sequence[tuple[Notice, Sentences]] = ()
    links: Sequence[SavedLink] = ()
    queue: Queue | None = None
    groups: Sequence[GroupPart] = ()
    school: Picture | None = None
    school_url: str = ""
    jobs: Sequence[Job] = ()
    actions: Sequence[MenuEntry] = ()

    @property
    def school_behind(self) -> SafeString:
        return behind_rows(self.school.most_behind if self.school else (), with_group=True)

    @property
    def school_groups(self) -> SafeString:
        """Each opens its overview; those without a group have none, and open the matrix."""
        overview, without = (
            f"{reverse('dashboard:overview')}?group=",
            f"{self.school_url}&group=none",
        )
        groups = self.school.groups if self.school else ()
        rows = (group_row(g, f"{overview}{g.pk}" if g.pk else without) for g in groups)
        return SafeString("".join(rows))

    @property
    def is_bare(self) -> bool:
        """Nothing to show at all, as for a guest who is invited to nothing."""
        parts = (self.actions, self.unfinished, self.notices, self.links, self.groups, self.jobs)
        return not any(parts) and self.owed is None and self.queue is None and self.school is None


def home_of(user: User, term: Term | None, *, at: datetime | None = None) -> Home:
    """Everything that stands on the person's home page."""
    at = at or clock.now()
    home = Home(term, at)
    if not is_active_staff(user):
        return home
    home.notices = [(notice, sentences_of(notice)) for notice in _newest_notices(user.pk)]
    home.links = saved_filters_of(user)
    if is_teacher(user):
        home.actions = big_buttons(user)
        home.unfinished = [unfinished_row(record) for record in unfinished(user)]
    if user.has_perm("records.queue"):
        home.queue = queue_of(user, at)
    if is_office(user):
        home.jobs = _newest_jobs(user.pk)
    if term is not None:
        _add_term(home, user, term, at)
    return home


def _add_term(home: Home, user: User, term: Term, at: datetime) -> None:
    week = term.week_of(timezone.localdate(at))
    home.week = week if 1 <= week <= term.week_count else 0
    asked = asked_in(term)
    if is_teacher(user):
        lines = owed_by(user, term, requirements=asked, at=at)
        home.owed = [owed_row(line) for line in lines if not line.is_met] if lines else None
    if sees_overview(user):
        home.school = picture_of(Question(term, asked, at))
        home.school_url = matrix_url(term.pk)
        return
    led = [pk for pk, leads, kind in user.memberships_today if leads and kind in TWO_GROUPS]
    if led:
        home.groups = [
            GroupPart(
                group,
                picture_of(Question(term, asked, at, group)),
                matrix_url(term.pk, group_id=group.pk),
            )
            for group in Group.objects.active().filter(pk__in=led)
        ]


def big_buttons(user: User) -> list[MenuEntry]:
    """What a domain marked in its menu as the thing done every day (`is_daily_act`)."""
    return [entry for entry in menu if entry.is_daily_act and user.has_perm(entry.permission)]


def unfinished(user: User) -> list[Record]:
    """What came back, then drafts, the last touched first; one query."""
    return [record for record in _unfinished(user.pk) if record.kind in kinds][:UNFINISHED_SHOWN]


@prepared
def _unfinished(person: int) -> QuerySet[Record]:
    """More than are shown, since a kind may no longer be installed."""
    mine = Record.objects.filter(
        author_id=person, state__in=["draft", "returned"], is_announced=False
    )
    rows = mine.only("kind", "title", "state", "occurred_on").annotate(
        entered_by_name=Case(
            When(entry__state="waiting", then=F("entered_by__name")), default=Value("")
        )
    )
    return rows.order_by("-state", "-updated_at")[: 4 * UNFINISHED_SHOWN]


@prepared
def _newest_jobs(owner: int) -> QuerySet[Job]:
    return Job.objects.filter(owner_id=owner).for_list()[:JOBS_SHOWN]


@prepared
def _newest_notices(person: int) -> QuerySet[Notice]:
    return Notice.objects.standing().filter(person_id=person).newest_first()[:NOTICES_SHOWN]


def queue_of(user: User, at: datetime) -> Queue:
    """How much waits and since when; two queries."""
    reviews = ReviewClock.at(at)
    count, oldest = waiting_figures(user, reviews)
    if oldest is None:
        return Queue(count, oldest=0, is_overdue=False)
    return Queue(count, reviews.age(oldest), reviews.is_overdue(oldest))
