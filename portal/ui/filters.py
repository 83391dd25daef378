"""The bar above a list that narrows it: a django-filter set as one quiet form."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django_filters import FilterSet

from portal.ui.fields import field_html
from portal.ui.paging import SORT


def filter_context(filterset: FilterSet) -> dict[str, Any]:
    """What `components/filter_bar.html` shows: fields, how many are in use, how to clear them."""
    form = filterset.form
    in_use = [name for name in form.fields if _is_given(filterset, name)]
    sort = (filterset.data or {}).get(SORT)
    return {
        "fields": SafeString("".join(field_html(field, says_optional=False) for field in form)),
        "filtered": len(in_use),
        "is_open": bool(in_use),
        "kept": [(SORT, sort)] if sort else [],
        "clear_url": f"?{SORT}={sort}" if sort else "?",
    }


def _is_given(filterset: FilterSet, name: str) -> bool:
    """A field counts when something was chosen in it, also where its name has parts."""
    data = filterset.data or {}
    return any(data.get(key) for key in data if key == name or key.startswith(f"{name}_"))
