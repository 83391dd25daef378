"""The overview of office and principal: the picture of a term as figures, charts and lists.

Every figure has its definition, its moment and the list behind it; what has
no figure stands apart, because none is not the same as nothing done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.dashboard.indicator_figures import IndicatorFigures, indicators_by_domain
from portal.dashboard.lists import matrix_url, overview_url, waiting_url
from portal.dashboard.picture import Picture, WeekOfGroup
from portal.deadlines.figures import PartOf
from portal.deadlines.matrix import NO_GROUP
from portal.records.indicators import Indicator, Scope, Unit
from portal.records.kinds import RecordKind, kinds
from portal.records.school_urls import decided_url, filed_url
from portal.ui.charts import Bar, HeatCell, HeatRow
from portal.ui.dates import week_label

if TYPE_CHECKING:
    from portal.people.models import Group
    from portal.terms.models import Term

DASH = "–"
UNITS: dict[Unit, str | Promise] = {
    Unit.COUNT: "",
    Unit.PERCENT: "%",
    Unit.HOURS: gettext_lazy("hours"),
    Unit.DAYS: gettext_lazy("working days"),
}


@dataclass(frozen=True)
class Shown:
    """A figure as the page shows it; `value` None says that there is none."""

    label: str | Promise
    value: str | int | Decimal | None
    definition: str | Promise
    url: str = ""
    unit: str | Promise = ""

    @property
    def has_figure(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class Domain:
    """The indicators of one app, under its name."""

    name: str
    indicators: list[Shown]

    @property
    def with_figure(self) -> list[Shown]:
        return [each for each in self.indicators if each.has_figure]


@dataclass(frozen=True)
class RequirementLine:
    """One requirement, said in four ways; a dash where there is no figure."""

    label: str | Promise
    url: str
    percent: str
    done: int
    owed: int
    accepted: int
    each_person: str
    per_head: Decimal | None
    each_group: str


class Overview:
    """What the page shows of one picture and of the indicators; no query of its own."""

    def __init__(
        self, picture: Picture, counted: IndicatorFigures, term: Term, group: Group | None
    ) -> None:
        self.picture, self.counted, self.term, self.group = picture, counted, term, group
        self.group_id = group.pk if group else 0

    def matrix(self, **narrowed: int | bool) -> str:
        return matrix_url(self.term.pk, **{"group_id": self.group_id, **narrowed})  # type: ignore[arg-type]

    @property
    def figures(self) -> list[Shown]:
        """The line on top: how far, who, how much, how quickly."""
        total = self.picture.total
        return [*self._completion(), *self._three_ways(), *self._reviews()] if total.people else []

    def _completion(self) -> Iterator[Shown]:
        progress = self.picture.total.progress
        yield Shown(
            _("Met of what has fallen due"),
            progress.percent_now,
            _("Records handed in or accepted, out of those whose deadline has passed."),
            self.matrix(),
            "%",
        )
        yield Shown(
            _("Met of the whole term"),
            progress.percent,
            _("Records handed in or accepted, out of all that is owed in the term."),
            self.matrix(),
            "%",
        )

    def _three_ways(self) -> Iterator[Shown]:
        total = self.picture.total
        yield Shown(
            _("Each person: nothing behind"),
            said(total.each_person),
            _("People who have met all that has fallen due, of those for whom something has."),
            self.matrix(),
        )
        yield Shown(
            _("Per head: records filed"),
            total.per_head,
            _("%(filed)d records filed under the requirements, divided by %(people)d who owe.")
            % {"filed": total.filed, "people": total.people},
            self.matrix(),
        )
        yield Shown(
            _("Each group: nobody behind"),
            said(total.each_group),
            _("Main groups in which nobody is behind, of those in which something has fallen due."),
            self.matrix(),
        )

    def _reviews(self) -> Iterator[Shown]:
        reviews = self.picture.reviews
        yield Shown(
            _("Median time of review"),
            reviews.median,
            _("Working days from handing in to the decision, of what was decided in the term."),
            decided_url(self.term.pk, group_id=self.group_id),
            _("working days"),
        )
        yield Shown(
            _("Waiting for a decision"),
            reviews.waiting,
            self._waiting_words(),
            waiting_url(self.term.pk, group_id=self.group_id),
        )

    def _waiting_words(self) -> str:
        oldest = self.picture.reviews.oldest
        if oldest is None:
            return _("Records handed in and not decided yet.")
        return ngettext(
            "Records handed in and not decided yet; the oldest has waited %(days)d working day.",
            "Records handed in and not decided yet; the oldest has waited %(days)d working days.",
            oldest,
        ) % {"days": oldest}

    @property
    def requirements(self) -> list[RequirementLine]:
        return [
            RequirementLine(
                kinds.get(line.kind).label,
                self.matrix(requirement_id=line.pk),
                percent(line.figures.progress.percent_now),
                line.figures.progress.done,
                line.figures.progress.owed,
                line.figures.progress.accepted,
                said(line.figures.each_person) or DASH,
                line.figures.per_head,
                said(line.figures.each_group) or DASH,
            )
            for line in self.picture.requirements
        ]

    @property
    def week_bars(self) -> list[Bar]:
        """What fell due in each week and how much of it is met; weeks to come have no figure."""
        return [
            Bar(
                str(number),
                figure.done if is_begun else None,
                figure.owed if is_begun else None,
                self.matrix(week=number),
            )
            for number, figure, is_begun in self._weeks(self.picture.weeks)
        ]

    def filed_bars(self, kind: RecordKind | None) -> list[Bar]:
        """Records of one kind, or of all, by the week they tell of."""
        return [
            Bar(
                str(number),
                (filed[kind.slug] if kind else filed.total()) if is_begun else None,
                url=self._week_list(kind, number),
            )
            for number, filed, is_begun in self._weeks(self.picture.filed_by_week)
        ]

    def _week_list(self, kind: RecordKind | None, number: int) -> str:
        monday, sunday = self.term.week_bounds(number)
        return filed_url(
            self.term.pk,
            kinds=[kind.slug] if kind else [],
            group=self.group_id,
            since=monday,
            until=sunday,
        )

    @property
    def group_rows(self) -> list[HeatRow]:
        """Groups by week, the share met in each; the last row of the cells is the whole."""
        return [
            HeatRow(
                group.name or _("Without a main group"),
                [
                    self._whole(group.pk, group.progress.done_now, group.progress.owed_now),
                    *(
                        week_cell(figure, self._of_group(group.pk, number))
                        if is_begun
                        else HeatCell(None, "")
                        for number, figure, is_begun in self._weeks(group.weeks)
                    ),
                ],
                overview_url(self.term.pk, group_id=group.pk) if group.pk else self._of_group(0),
            )
            for group in self.picture.groups
        ]

    def _of_group(self, group_id: int, week: int = 0) -> str:
        """The matrix of a group, or of those without a main group."""
        return matrix_url(self.term.pk, group_id=group_id or NO_GROUP, week=week)

    def _whole(self, group_id: int, done: int, owed: int) -> HeatCell:
        return week_cell(WeekOfGroup(owed, done), self._of_group(group_id))

    @property
    def group_columns(self) -> list[str]:
        weeks = range(1, self.term.week_count + 1)
        return [_("Fallen due"), *(str(week) for week in weeks)]

    @property
    def this_week(self) -> str:
        return week_label(self.picture.weeks_begun)

    def _weeks(self, figures: Sequence[Any]) -> Iterator[tuple[int, Any, bool]]:
        for number, figure in enumerate(figures, start=1):
            yield number, figure, number <= self.picture.weeks_begun

    @cached_property
    def domains(self) -> list[Domain]:
        """What the domains vouch for, with and without a figure."""
        return [
            Domain(name, [self._indicator(indicator) for indicator in declared])
            for name, declared in indicators_by_domain()
        ]

    def _indicator(self, indicator: Indicator) -> Shown:
        scope = Scope(group=self.group)
        return Shown(
            indicator.label,
            self.counted.values.get(indicator.slug),
            indicator.definition,
            indicator.drill_down(self.term, scope) if indicator.drill_down else "",
            UNITS[indicator.unit],
        )

    @property
    def without_figure(self) -> list[Shown]:
        """Indicators for which nothing can be counted yet."""
        return [
            each for domain in self.domains for each in domain.indicators if not each.has_figure
        ]


def said(share: PartOf) -> str | None:
    """“12 of 30”, or no figure."""
    if not share.whole:
        return None
    return _("%(part)d of %(whole)d") % {"part": share.part, "whole": share.whole}


def percent(value: int | None) -> str:
    return DASH if value is None else f"{value}%"


def week_cell(figure: WeekOfGroup, url: str = "") -> HeatCell:
    """The share met in whole per cent, rounded down; empty where nothing fell due."""
    if not figure.owed:
        return HeatCell(None, "")
    note = _("%(done)d of %(owed)d") % {"done": figure.done, "owed": figure.owed}
    percent = figure.done * 100 // figure.owed
    return HeatCell(figure.done / figure.owed, f"{percent}%", url, note)
