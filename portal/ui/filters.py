"""The bar above a list that narrows it: a django-filter set as one quiet form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import Model
from django.forms import Form, ModelChoiceField
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django_filters import Filter, FilterSet, ModelChoiceFilter

from portal.ui.declared import Declared
from portal.ui.fields import field_html
from portal.ui.paging import SORT


class OfferedFilter(ModelChoiceFilter):
    """A choice among rows that `rows` reads, by a prepared query for one; checked as ever."""

    def __init__(self, *args: Any, rows: Callable[[], Iterable[Model]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows

    @property
    def field(self) -> ModelChoiceField:
        is_new = not hasattr(self, "_field")
        field = super().field
        if is_new:
            nothing = [("", field.empty_label)]
            rows = [(row.pk, str(row)) for row in self.rows()]
            # django-filter's own setter would wrap them into a query again.
            ModelChoiceField.choices.fset(field, nothing + rows)
        return field


def _own(each: Filter) -> Filter:
    """A filter keeps its set and its field; its arguments grow; its method is bound to it."""
    own = copy(each)
    own.extra = dict(each.extra)
    own.method = each.method
    return own


class PortalFilterSet(FilterSet):
    """Where nothing was chosen there is nothing to check: the list is taken as it is.

    `keeps` names what the address holds beside the filters, such as the term:
    it stays when the list is narrowed, and when the filter is cleared.
    """

    keeps: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        return Declared(super().get_filters(), _own)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.is_bound = any(_is_given(self, name) for name in self.filters)

    @cached_property
    def form(self) -> Form:
        """As django-filter's own, which makes a class of it first, for each page anew."""
        form = self._meta.form(self.data if self.is_bound else None, prefix=self.form_prefix)
        form.fields = {name: each.field for name, each in self.filters.items()}
        return form  # type: ignore[no-any-return]


def filter_context(filterset: FilterSet, request: HttpRequest | None) -> dict[str, Any]:
    """What `components/filter_bar.html` shows: fields, how many are in use, how to clear them.

    A phone gets the bar folded. The server decides, since a script that folds
    it afterwards would move the page under the reader's thumb.
    """
    form = filterset.form
    in_use = [name for name in form.fields if _is_given(filterset, name)]
    data = filterset.data or {}
    names = (*getattr(filterset, "keeps", ()), SORT)
    kept = [(name, data[name]) for name in names if data.get(name)]
    return {
        "fields": SafeString("".join(field_html(field, says_optional=False) for field in form)),
        "filtered": len(in_use),
        "is_open": bool(in_use) or not _is_phone(request),
        "kept": kept,
        "clear_url": f"?{urlencode(kept)}",
    }


def _is_phone(request: HttpRequest | None) -> bool:
    return request is not None and "Mobi" in request.headers.get("User-Agent", "")


def _is_given(filterset: FilterSet, name: str) -> bool:
    """A field counts when something was chosen in it, also where its name has parts."""
    data = filterset.data or {}
    return any(data.get(key) for key in data if key == name or key.startswith(f"{name}_"))
