"""The school's lists of a term across kinds: what was filed, and what was decided.

They stand behind the figures of the overview and count as those do: everything
filed or decided. Of what is counted a reader sees what `visible_to` lets them;
how many more there are is said and not shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

import django_filters as filters
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import clock
from portal.people.models import Group
from portal.records.filters import RecordFilter, research_groups
from portal.records.kinds import RecordKind, kind_of, kinds
from portal.records.models import Record, Review, State
from portal.records.queue_filter import reviewed_kinds
from portal.records.review_times import DECIDED, ReviewAges, WorkingDays, ages_of
from portal.records.school_tables import DecidedTable, FiledTable
from portal.sheets.write import Column
from portal.ui.filters import OfferedFilter, PortalFilterSet
from portal.ui.paging import CappedCount, capped_count

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.querysets import RecordQuerySet
    from portal.terms.models import Term

#: More than any term holds; the figures count as many.
CAP = 200_000
ROWS_AT_ONCE = 1000
FILED = [(state.value, state.label) for state in (State.SUBMITTED, State.ACCEPTED)]
OUTCOMES = [(state.value, state.label) for state in (State.ACCEPTED, State.RETURNED)]


def every_kind() -> list[tuple[str, Any]]:
    return [(kind.slug, kind.plural) for kind in kinds]


def kinds_named(params: QueryDict) -> list[RecordKind]:
    """The kinds of `?kinds=a,b`; those that are not installed are left out."""
    return [kinds.get(slug) for slug in params.get("kinds", "").split(",") if slug in kinds]


class FiledFilter(RecordFilter):
    """As in the list of one kind, without a search in texts: not all of them are the reader's."""

    keeps: ClassVar[tuple[str, ...]] = ("term", "kinds")
    words = None
    term = None  # type: ignore[assignment]
    kind = filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=every_kind, empty_label=gettext_lazy("Every kind")
    )
    state = filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=FILED, empty_label=gettext_lazy("Any")
    )


class DecidedFilter(PortalFilterSet):
    keeps: ClassVar[tuple[str, ...]] = ("term",)
    kind = filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=reviewed_kinds, empty_label=gettext_lazy("Every kind")
    )
    group = OfferedFilter(
        label=gettext_lazy("Group"),
        queryset=Group.objects.active().research_groups(),
        rows=research_groups,
        empty_label=gettext_lazy("Every group"),
    )
    state = filters.ChoiceFilter(
        label=gettext_lazy("Decision"), choices=OUTCOMES, empty_label=gettext_lazy("Any")
    )

    class Meta:
        model = Record
        fields: list[str] = []

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.filters)


class SchoolList:
    """One reader's view of a list; the page, its sheet and the job that makes a long one ask here.

    `newest` is the field it is ordered by, the newest first.
    """

    slug: ClassVar[str]
    title: ClassVar[str | Promise]
    filter_class: ClassVar[type[PortalFilterSet]]
    newest: ClassVar[str]

    def __init__(self, user: User, term: Term, params: QueryDict) -> None:
        self.user, self.term, self.params = user, term, params

    @property
    def counted(self) -> RecordQuerySet:
        """Everything that the figures count."""
        raise NotImplementedError

    @cached_property
    def filterset(self) -> Any:
        return self.filter_class(self.params, queryset=self.counted)

    @cached_property
    def seen(self) -> RecordQuerySet:
        """What of it this person may read."""
        return self.filterset.qs.visible_to(self.user)

    @cached_property
    def count(self) -> CappedCount:
        """As the figure: also what this person may not read."""
        return capped_count(self.filterset.qs, cap=CAP)

    @cached_property
    def unseen(self) -> int:
        """How many are counted and not listed."""
        return self.count.number - capped_count(self.seen, cap=CAP).number

    @property
    def orders(self) -> dict[str, tuple[str, ...]]:
        return {self.newest: (self.newest, "id")}

    @property
    def query(self) -> str:
        """The filters and the term as a query string, without the place in the list."""
        names = ("term", *self.filterset.keeps, *self.filterset.filters)
        params = {name: value for name in names if (value := self.params.get(name))}
        return urlencode({"term": self.term.pk, **params})

    def rows(self) -> RecordQuerySet:
        """Joined and narrowed to what a row reads, in no order yet."""
        raise NotImplementedError

    def table(self, records: list[Record], **options: Any) -> Any:
        raise NotImplementedError

    def header(self) -> list[str | Column]:
        raise NotImplementedError

    def sheet_row(self, record: Record) -> list[Any]:
        raise NotImplementedError

    def sheet_rows(self) -> Iterator[list[Any]]:
        """Every row this person may read, the newest first; memory does not grow with them."""
        ordered = self.rows().order_by(f"-{self.newest}", "-id")
        chunk: list[Record] = []
        for record in ordered.iterator(chunk_size=ROWS_AT_ONCE):
            chunk.append(record)
            if len(chunk) == ROWS_AT_ONCE:
                yield from self._written(chunk)
                chunk = []
        yield from self._written(chunk)

    def _written(self, chunk: list[Record]) -> Iterator[list[Any]]:
        self.prepare(chunk)
        yield from map(self.sheet_row, chunk)

    def prepare(self, records: Sequence[Record]) -> None:
        """What several rows together can read in one query."""


class FiledList(SchoolList):
    """Handed in and standing, of every kind, by the day each tells of."""

    slug = "filed"
    title = gettext_lazy("Records filed")
    filter_class = FiledFilter
    newest = "occurred_on"

    @cached_property
    def only_kinds(self) -> list[RecordKind]:
        """The kinds a figure counts, where it counts several but not all; else nothing."""
        return [
            kinds.get(slug) for slug in self.params.get("kinds", "").split(",") if slug in kinds
        ]

    @property
    def counted(self) -> RecordQuerySet:
        filed = Record.objects.in_term(self.term).filed()
        return filed.of_kind(*(k.slug for k in self.only_kinds)) if self.only_kinds else filed

    def rows(self) -> RecordQuerySet:
        return FiledTable.rows_of(self.seen)

    def table(self, records: list[Record], **options: Any) -> FiledTable:
        return FiledTable(records, **options)

    def header(self) -> list[str | Column]:
        return [
            Column(_("Title"), width=40), _("Kind"), _("Author"), _("Staff number"),
            _("Group"), _("Date"), _("State"),
        ]  # fmt: skip

    def sheet_row(self, record: Record) -> list[Any]:
        return [
            record.display_title,
            kind_of(record).label,
            record.author.name,
            record.author.staff_number,
            record.group,
            record.occurred_on,
            record.get_state_display(),
        ]


class DecidedList(SchoolList):
    """What was decided and how long it took; the median is over the same records."""

    slug = "decided"
    title = gettext_lazy("Decisions of the term")
    filter_class = DecidedFilter
    newest = "decided_at"

    @property
    def counted(self) -> RecordQuerySet:
        return Record.objects.in_term(self.term).filter(DECIDED)

    @cached_property
    def ages(self) -> ReviewAges:
        """Over all that is counted, as narrowed."""
        return ages_of(self.filterset.qs, self.term, at=clock.now())

    @cached_property
    def working_days(self) -> WorkingDays:
        return WorkingDays.of_term(self.term, clock.today())

    def rows(self) -> RecordQuerySet:
        return DecidedTable.rows_of(self.seen)

    def prepare(self, records: Sequence[Record]) -> None:
        """Who decided each, and the working days it took; two queries at most."""
        deciders = _deciders(records)
        for record in records:
            since, until = map(timezone.localdate, (record.submitted_at, record.decided_at))
            record.decided_by = deciders.get(record.pk)  # type: ignore[attr-defined]
            record.days_taken = self.working_days.age(since, until)  # type: ignore[attr-defined]

    def table(self, records: list[Record], **options: Any) -> DecidedTable:
        self.prepare(records)
        return DecidedTable(records, **options)

    def header(self) -> list[str | Column]:
        return [
            Column(_("Title"), width=40), _("Kind"), _("Author"), _("Staff number"), _("Group"),
            _("Submitted at"), _("Decided at"), _("Decided by"), _("Decision"), _("Working days"),
        ]  # fmt: skip

    def sheet_row(self, record: Any) -> list[Any]:
        return [
            record.display_title,
            kind_of(record).label,
            record.author.name,
            record.author.staff_number,
            record.group,
            record.submitted_at,
            record.decided_at,
            record.decided_by,
            record.get_state_display(),
            record.days_taken,
        ]


def _deciders(records: Sequence[Record]) -> dict[int, str]:
    """Record → the name of who decided last; one query."""
    decisions = Review.objects.filter(
        record_id__in=[record.pk for record in records],
        from_state=State.SUBMITTED,
        to_state__in=[State.ACCEPTED, State.RETURNED],
    )
    named = decisions.order_by("at", "pk").values_list("record_id", "by__name")
    return dict(named)


SCHOOL_LISTS: dict[str, type[SchoolList]] = {each.slug: each for each in (FiledList, DecidedList)}
