"""Tables that are cheap to draw on a desk and become cards on a phone.

A table declares its columns as django-tables2 has them. The rows are not drawn
by its template but by one loop in Python over cells that are worked out once a
table: 25 rows of 6 columns take about a tenth of the time. What the loop cannot
do plainly (linkify, columns with templates) falls back on django-tables2.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import django_tables2
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import Model
from django.template.loader import get_template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import A

from portal.ui.dates import school_date, school_datetime
from portal.ui.declared import Declared
from portal.ui.markup import escaped

if TYPE_CHECKING:
    from portal.ui.paging import KeysetPage

#: What stands in a cell without a value.
EMPTY = SafeString('<span class="none" aria-hidden="true">–</span>')

Cell = Callable[[Any], str]


class PortalTable(django_tables2.Table):
    """`heading_column` names the cell that heads its row, and its card on a phone.

    With a `keyset` page the headers of the columns it can order by are links;
    `caption` says to a screen reader what the rows are.
    """

    heading_column: str = ""
    caption: str | Promise = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.base_columns = Declared(cls.base_columns)

    def __init__(
        self, data: Iterable[Any] = (), *args: Any, keyset: KeysetPage | None = None, **kwargs: Any
    ) -> None:
        self.keyset = keyset
        super().__init__(data, *args, **kwargs)

    def as_html(self, request: object = None) -> SafeString:
        """The whole table; an empty one is `empty_text` alone."""
        return get_template("components/table.html").render({"table": self})

    @property
    def shown(self) -> list[BoundColumn]:
        return list(self.columns)

    @property
    def can_choose(self) -> bool:
        return any(isinstance(column.column, SelectColumn) for column in self.shown)

    def head_html(self) -> SafeString:
        return SafeString("".join(_header(column, self.keyset) for column in self.shown))

    def body_html(self) -> SafeString:
        """Every row; row attributes are worked out only where a table declares some."""
        heading = self.heading_column or next(
            (c.name for c in self.shown if not isinstance(c.column, SelectColumn)), ""
        )
        cells = [
            _drawn_cell(self, column, is_heading=column.name == heading) for column in self.shown
        ]
        open_row = self._open_row if self.row_attrs else _plain_row
        return SafeString(
            "".join(
                open_row(record) + "".join([cell(record) for cell in cells]) + "</tr>"
                for record in self.data
            )
        )

    def _open_row(self, record: Any) -> str:
        attrs = {
            name: value(record) if callable(value) else value
            for name, value in self.row_attrs.items()
        }
        return format_html(
            "<tr{}>",
            SafeString(
                "".join(format_html(' {}="{}"', *pair) for pair in attrs.items() if pair[1])
            ),
        )


class SelectColumn(django_tables2.Column):
    """A box in front of each row for acting on many; the header's box takes them all."""

    def __init__(self, name: str = "chosen", **kwargs: Any) -> None:
        kwargs.setdefault("accessor", "pk")
        kwargs.setdefault("orderable", False)
        super().__init__(verbose_name="", **kwargs)
        self.input_name = name

    def render(self, value: Any, record: Any) -> SafeString:
        label = _("Choose %(what)s") % {"what": record}
        return SafeString(
            f'<input type="checkbox" class="form-check-input" name="{escaped(self.input_name)}"'
            f' value="{escaped(value)}" aria-label="{escaped(label)}">'
        )


class NumberColumn(django_tables2.Column):
    """Figures stand right, in digits of one width."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "number"}, "th": {"class": "number"}})
        super().__init__(*args, **kwargs)


def row_url(url_name: str, **fixed: Any) -> Callable[[Any], str]:
    """A function from primary key to address that resolves the pattern once, not once a row."""
    sample = 987654321
    before, after = reverse(url_name, kwargs={"pk": sample, **fixed}).split(str(sample))
    return lambda pk: f"{before}{pk}{after}"


def _plain_row(record: Any) -> str:
    return "<tr>"


def _header(column: BoundColumn, keyset: KeysetPage | None) -> str:
    if isinstance(column.column, SelectColumn):
        return (
            '<th class="select"><input type="checkbox" class="form-check-input"'
            f' data-choose-all="{escaped(column.column.input_name)}"'
            f' aria-label="{escaped(_("Choose all on this page"))}" hidden></th>'
        )
    if not column.header:
        return "<td></td>"
    css_class = column.column.attrs.get("th", {}).get("class", "")
    start = f'<th scope="col"{_class(css_class)}'
    if keyset is None or column.name not in keyset.orders:
        return f"{start}>{escaped(column.header)}</th>"
    direction = keyset.direction_of(column.name)
    sorted_so = f' aria-sort="{direction}"' if direction else ""
    return (
        f'{start}{sorted_so}><a href="{escaped(keyset.sort_url(column.name))}">'
        f'{escaped(column.header)}<span class="sort sort-{direction}" aria-hidden="true"></span>'
        "</a></th>"
    )


def _class(css_class: str) -> str:
    return f' class="{escaped(css_class)}"' if css_class else ""


def _drawn_cell(table: PortalTable, column: BoundColumn, *, is_heading: bool) -> Cell:
    """The cell's markup as a function of the record; what does not change is made here, once."""
    css_class = column.column.attrs.get("td", {}).get("class", "")
    if isinstance(column.column, SelectColumn):
        css_class = f"{css_class} select".strip()
    if is_heading:
        start, end = f'<th scope="row"{_class(css_class)}>', "</th>"
    else:
        label = f' data-label="{escaped(column.header)}"' if column.header else ""
        start, end = f"<td{label}{_class(css_class)}>", "</td>"
    content = _content(table, column)
    return lambda record: f"{start}{escaped(content(record))}{end}"


def _content(table: PortalTable, column: BoundColumn) -> Cell:
    if column.link or _is_theirs(column):
        return lambda record: BoundRow(record, table).get_cell(column.name)
    value_of = _Value(column.accessor)
    own = _own_render(table, column)
    if own is None:
        return lambda record: plain(value_of(record))
    return _rendered(
        own, value_of, {"table": table, "column": column.column, "bound_column": column}
    )


def _is_theirs(column: BoundColumn) -> bool:
    """A column of django-tables2 with a way of its own to draw (a template, a link, a box)."""
    kind = type(column.column)
    return kind is not django_tables2.Column and kind.__module__.startswith("django_tables2.")


def _own_render(table: PortalTable, column: BoundColumn) -> Callable[..., Any] | None:
    """`render_<name>` of the table, or the column's own `render`; None for the standard one."""
    method = getattr(table, f"render_{column.name}", None)
    if method is not None:
        return method  # type: ignore[no-any-return]
    if type(column.column).render is not django_tables2.Column.render:
        return column.column.render  # type: ignore[no-any-return]
    return None


def _rendered(render: Callable[..., Any], value_of: Cell, fixed: dict[str, Any]) -> Cell:
    names = _argument_names(render)
    constant = {name: fixed[name] for name in names if name in fixed}

    def cell(record: Any) -> Any:
        value = value_of(record)
        if value is None or value == "":
            return EMPTY
        arguments = {"value": value, "record": record}
        return render(**{n: arguments[n] for n in names if n in arguments}, **constant)

    return cell


def _argument_names(function: Callable[..., Any]) -> tuple[str, ...]:
    return _names_of(getattr(function, "__func__", function))


@lru_cache(maxsize=1024)
def _names_of(function: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(name for name in inspect.signature(function).parameters if name != "self")


class _Value:
    """The value of an accessor, at whose end may stand a method.

    A field with choices is shown by its words, put into the page's language
    once for the table (`get_state_display` would translate every choice a row).
    """

    def __init__(self, accessor: str) -> None:
        self.accessor = A(accessor)
        self.reach = attrgetter(".".join(self.accessor.bits))
        self.words: dict[Any, str] | None = None

    def __call__(self, record: Any) -> Any:
        if not isinstance(record, Model):
            return self.accessor.resolve(record, quiet=True)
        if self.words is None:
            self.words = self._words_of(record)
        try:
            value = self.reach(record)
        except (AttributeError, ObjectDoesNotExist):
            return None
        if callable(value) and not isinstance(value, type):
            value = value()
        return self.words.get(value, value) if self.words else value

    def _words_of(self, record: Model) -> dict[Any, str]:
        try:
            field = self.accessor.get_field(record)
        except FieldDoesNotExist:
            return {}
        return {value: str(label) for value, label in getattr(field, "flatchoices", None) or ()}


def plain(value: Any) -> Any:
    """A value as people write it: days and moments at school, yes and no, a dash for nothing."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return school_datetime(value)
    if isinstance(value, date):
        return school_date(value)
    return value
