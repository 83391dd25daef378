"""Narrowing the lists of daily practice."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.filters import RecordFilter


class ReflectionFilter(RecordFilter):
    """Reflections are also found by class and subject."""

    class_name = filters.CharFilter(label=_("Class"), lookup_expr="icontains")
    subject = filters.CharFilter(
        label=pgettext_lazy("of a lesson", "Subject"),
        field_name="subject__name",
        lookup_expr="icontains",
    )
