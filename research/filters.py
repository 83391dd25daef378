"""Narrowing the lists of daily practice."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.people.models import Subject
from portal.records.filters import RecordFilter


def subjects(request: Any) -> QuerySet[Subject]:
    return Subject.objects.order_by("position", "name")


class ReflectionFilter(RecordFilter):
    """Reflections are also found by class and subject."""

    class_name = filters.CharFilter(label=_("Class"), lookup_expr="icontains")
    subject = filters.ModelChoiceFilter(label=_("Subject"), queryset=subjects, empty_label=_("Any"))
