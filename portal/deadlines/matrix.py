"""The matrix of people × requirements: who sees whom, narrowed, sorted, drawn.

Rows are drawn in Python: two hundred people times six requirements would take
a template some hundred times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.deadlines.figures import Figures, figures_of
from portal.deadlines.forms import MatrixFilterForm
from portal.deadlines.models import Requirement
from portal.deadlines.owed import completion, requirements_of
from portal.deadlines.progress import Cell, CompletionTable, Progress, Row
from portal.people.models import Group, User
from portal.people.rules import sees_whole_school
from portal.prepared import prepared
from portal.records.school_urls import filed_url
from portal.sheets.write import Column

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict

    from portal.terms.models import Term


#: In the address: those who have no main group.
NO_GROUP = "none"


@dataclass(frozen=True)
class Section:
    """The rows of one main group and their sum."""

    group: Group | None
    rows: list[Row]

    @property
    def behind(self) -> int:
        return sum(row.progress.is_behind for row in self.rows)


@prepared
def _active_groups() -> QuerySet[Group]:
    return Group.objects.active()


class Matrix:
    """What one person sees of a term, as the address narrows it; 7 to 9 queries."""

    #: What stays in the address when the filter bar narrows.
    keeps = ("term", "week")

    def __init__(self, user: User, term: Term, params: QueryDict) -> None:
        self.user, self.term, self.params = user, term, params

    @cached_property
    def groups(self) -> list[Group]:
        """The groups to choose from: all for the office and the principal, else those led."""
        if sees_whole_school(self.user):
            return _active_groups()
        return list(Group.objects.active().filter(pk__in=self.user.led_group_ids))

    @cached_property
    def requirements(self) -> list[Requirement]:
        return requirements_of(self.term)

    @cached_property
    def form(self) -> MatrixFilterForm:
        form = MatrixFilterForm(self.params or None)
        without = [(NO_GROUP, _("No group"))] if sees_whole_school(self.user) else []
        _offer(form, "group", self.groups, without)
        _offer(form, "requirement", self.requirements)
        return form

    @property
    def data(self) -> QueryDict:
        """As the filter bar asks a filter set."""
        return self.params

    @cached_property
    def group(self) -> Group | None:
        return _chosen(self.groups, self.params.get("group"))

    @cached_property
    def shown(self) -> list[Requirement]:
        requirement = _chosen(self.requirements, self.params.get("requirement"))
        return self.requirements if requirement is None else [requirement]

    @cached_property
    def table(self) -> CompletionTable:
        groups = None if sees_whole_school(self.user) else self.groups
        table = completion(
            self.term,
            groups=[self.group] if self.group else groups,
            requirements=self.shown,
        )
        return table.in_week(self.week) if self.week else table

    @cached_property
    def week(self) -> int:
        """The week whose dues alone are shown (the overview by week leads here), or 0."""
        asked = self.params.get("week", "")
        week = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0
        return week if week <= self.term.week_count else 0

    @property
    def without_week(self) -> str:
        """The address's other filters."""
        params = self.params.copy()
        params.pop("week", None)
        return params.urlencode()

    @cached_property
    def rows(self) -> list[Row]:
        rows = [row for row in self.table.rows if _is_called(row.person, self.params.get("name"))]
        if self.params.get("group") == NO_GROUP:
            rows = [row for row in rows if row.person.main_group_id is None]
        if self.params.get("behind"):
            rows = [row for row in rows if row.progress.is_behind]
        if self.params.get("order") == "behind":
            rows.sort(key=lambda row: -row.progress.behind)
        return rows

    @cached_property
    def sections(self) -> list[Section]:
        """By main group; one section in all when the furthest behind come first."""
        if self.params.get("order") == "behind" or self.group is not None:
            return [Section(self.group, self.rows)] if self.rows else []
        by_group: dict[int, list[Row]] = {}
        for row in self.rows:
            by_group.setdefault(row.person.main_group_id or 0, []).append(row)
        sections = [Section(rows[0].person.main_group, rows) for rows in by_group.values()]
        return sorted(sections, key=lambda s: (s.group is None, s.group.pinyin if s.group else ""))

    @property
    def query(self) -> str:
        """The address's own filters, for the links to the sheet and the reminder."""
        names = ("term", "group", "requirement", "name", "order", "behind", "week")
        return urlencode({n: self.params.get(n, "") for n in names if self.params.get(n)})

    @property
    def behind(self) -> list[Row]:
        return [row for row in self.rows if row.progress.is_behind]

    @cached_property
    def total(self) -> Progress:
        """The sum of the rows shown."""
        return self.figures.progress

    @cached_property
    def figures(self) -> Figures:
        """The rows shown, in the words of the overview."""
        return figures_of(self.rows)


def _offer(
    form: Any, name: str, objects: Sequence[Any], more: Sequence[tuple[str, str]] = ()
) -> None:
    """The choices of a field that were read already."""
    form.fields[name].choices = [("", _("Any")), *((o.pk, _label(o)) for o in objects), *more]


def _label(item: Group | Requirement) -> str:
    return str(item) if isinstance(item, Group) else f"{item.label} · {amount_of(item)}"


def _chosen(objects: Iterable[Any], pk: str | None) -> Any:
    return next((item for item in objects if str(item.pk) == pk), None)


def _is_called(person: User, words: str | None) -> bool:
    """As `User.objects.matching` finds people: name, pinyin, initials or staff number."""
    words = (words or "").strip().lower()
    return (
        not words
        or words in person.name.lower()
        or person.pinyin.replace(" ", "").startswith(words.replace(" ", ""))
        or f"|{words}" in person.pinyin
        or person.staff_number.lower().startswith(words)
    )


def amount_of(requirement: Requirement) -> str:
    """How much is asked, in words: “2 a week”."""
    if not requirement.is_rhythm:
        words = ngettext("%(n)d in the term", "%(n)d in the term", requirement.count)
        return words % {"n": requirement.count}
    if requirement.every_weeks == 1:
        return _("%(n)d a week") % {"n": requirement.count}
    return _("%(n)d every %(weeks)d weeks") % {
        "n": requirement.count,
        "weeks": requirement.every_weeks,
    }


def figures(requirement: Requirement, progress: Progress) -> tuple[int, int]:
    """(met, owed) as a cell shows them: a rhythm until now, else the whole term."""
    if requirement.is_rhythm:
        return progress.done_now, progress.owed_now
    return progress.done, progress.owed


def body_html(matrix: Matrix) -> SafeString:
    """Every section of the table's body, its head row first."""
    draw = _Drawer(matrix)
    return SafeString("".join(draw.section(section) for section in matrix.sections) + draw.sums())


class _Drawer:
    """Draws cells; what is the same in every row is worked out once."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.heads = [escape(r.label) for r in matrix.shown]
        self.lists = [escape(f"{self.list_of(r)}&author=") for r in matrix.shown]
        self.person_url = reverse("deadlines:person", kwargs={"pk": 0}).rpartition("0/")[0]
        self.term = matrix.term.pk
        self.behind, self.accepted = escape(_("Behind")), escape(_("accepted"))
        self.together = escape(_("Together"))
        self.columns = len(matrix.shown) + 2
        self.drawn: list[dict[Progress, tuple[str, str]]] = [{} for _shown in matrix.shown]

    def list_of(self, requirement: Requirement) -> str:
        """Everybody's records of a column, in the matrix's weeks: the author is added to it."""
        matrix = self.matrix
        days: dict[str, date] = {}
        if matrix.week and requirement.is_rhythm:
            first = max(matrix.week - requirement.every_weeks + 1, 1)
            days["since"] = matrix.term.week_bounds(first)[0]
            days["until"] = matrix.term.week_bounds(matrix.week)[1]
        if matrix.user.has_perm("records.school"):
            return filed_url(requirement.term_id, kinds=[requirement.kind], **days)
        written = {name: day.isoformat() for name, day in days.items()}
        asked = urlencode({"scope": "school", "term": str(requirement.term_id), **written})
        return f"{requirement.record_kind.url('list')}?{asked}"

    def section(self, section: Section) -> str:
        return f"<tbody>{self.head(section)}{''.join(map(self.row, section.rows))}</tbody>"

    def sums(self) -> str:
        """The last row: each requirement's figures over everybody shown."""
        cells = []
        for i, requirement in enumerate(self.matrix.shown):
            parts = [cell.progress for row in self.matrix.rows if (cell := row.cells[i])]
            total = Progress.sum(parts) if parts else Progress()
            met, owed = figures(requirement, total)
            seal = f" <small>{total.accepted} {self.accepted}</small>"
            cells.append(
                f'<td data-label="{self.heads[i]}" class="number">{met} / {owed}{seal}</td>'
            )
        return (
            f'<tbody class="sums"><tr><th scope="row">{self.together}</th>{"".join(cells)}'
            f'<td data-label="{self.behind}" class="number">{self.matrix.total.behind}</td>'
            "</tr></tbody>"
        )

    def head(self, section: Section) -> str:
        people = len(section.rows)
        words = ngettext("%(n)d person", "%(n)d people", people) % {"n": people}
        behind = _("%(n)d of them behind") % {"n": section.behind}
        name = section.group.name if section.group else ""
        if not name:
            name = _("Everybody") if self.matrix.params.get("order") == "behind" else _("No group")
        return format_html(
            '<tr class="group-row"><th colspan="{}" scope="rowgroup">{} '
            "<small>{} · {}</small></th></tr>",
            self.columns,
            name,
            words,
            behind,
        )

    def row(self, row: Row) -> str:
        person = row.person
        number = escape(person.staff_number)
        cells = "".join([self.cell(i, cell, number) for i, cell in enumerate(row.cells)])
        behind = row.progress.behind
        tone = ' class="number lagging"' if behind else ' class="number"'
        return (
            f'<tr><th scope="row"><a href="{self.person_url}{person.pk}/?term={self.term}">'
            f"{escape(person.name)}</a> <small>{number}</small></th>"
            f'{cells}<td data-label="{self.behind}"{tone}>'
            f'<a href="{self.person_url}{person.pk}/?term={self.term}">{behind}</a></td></tr>'
        )

    def cell(self, i: int, cell: Cell | None, number: str) -> str:
        if cell is None:
            return f'<td data-label="{self.heads[i]}" class="number none">–</td>'
        around = self.drawn[i].get(cell.progress)
        if around is None:
            around = self.drawn[i][cell.progress] = self.around(i, cell)
        return f"{around[0]}{number}{around[1]}"

    def around(self, i: int, cell: Cell) -> tuple[str, str]:
        """A cell without the number of its person: the same for all who are as far."""
        met, owed = figures(cell.requirement, cell.progress)
        tone = "number lagging" if cell.progress.is_behind else "number"
        accepted = cell.progress.accepted
        seal = f" <small>{accepted} {self.accepted}</small>" if accepted else ""
        start = f'<td data-label="{self.heads[i]}" class="{tone}"><a href="{self.lists[i]}'
        return start, f'">{met} / {owed}{seal}</a></td>'


def sheet_columns(matrix: Matrix) -> list[str | Column]:
    columns: list[str | Column] = [_("Group"), _("Staff number"), _("Name")]
    for requirement in matrix.shown:
        label = f"{requirement.label} ({amount_of(requirement)})"
        columns += [
            Column(_("%(what)s: met") % {"what": label}, width=14),
            Column(_("%(what)s: owed") % {"what": label}, width=14),
            Column(_("%(what)s: accepted") % {"what": label}, width=14),
        ]
    return [*columns, _("Behind")]


def sheet_rows(matrix: Matrix) -> Iterable[list[Any]]:
    """What the page shows, in its order; numbers as numbers."""
    for section in matrix.sections:
        for row in section.rows:
            person = row.person
            line: list[Any] = [
                person.main_group.name if person.main_group else None,
                person.staff_number,
                person.name,
            ]
            for cell in row.cells:
                if cell is None:
                    line += [None, None, None]
                else:
                    line += [*figures(cell.requirement, cell.progress), cell.progress.accepted]
            yield [*line, row.progress.behind]


def heads_html(matrix: Matrix) -> SafeString:
    """The header: each requirement with its amount and the sum of its column."""
    cells = [
        format_html(
            '<th scope="col" class="number">{} <small>{}</small></th>',
            requirement.label,
            amount_of(requirement),
        )
        for requirement in matrix.shown
    ]
    return format_html(
        '<tr><th scope="col">{}</th>{}<th scope="col" class="number">{}</th></tr>',
        _("Name"),
        SafeString("".join(cells)),
        conditional_escape(_("Behind")),
    )
