"""The columns of the lists of daily practice."""

from typing import ClassVar

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portal.records.models import Record
from portal.records.tables import RecordTable


class ReflectionTable(RecordTable):
    """Reflections are told apart by the class they are about."""

    class_name = tables.Column(verbose_name=_("Class"))

    reads: ClassVar[tuple[str, ...]] = (*RecordTable.reads, "class_name")

    class Meta:
        model = Record
        fields = ("title", "class_name", "author", "group", "occurred_on", "state")
        sequence = fields
