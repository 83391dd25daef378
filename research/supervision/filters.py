"""Narrowing the list of inspections."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.filters import RecordFilter
from research.supervision.models import Stage


class InspectionFilter(RecordFilter):
    """Also by where they stand."""

    stage = filters.ChoiceFilter(
        label=pgettext_lazy("of an inspection", "Stage"),
        choices=Stage.choices,
        empty_label=_("Any"),
    )
    state = None
