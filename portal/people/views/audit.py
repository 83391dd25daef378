"""The audit as the office reads it: acts, and changes of rows."""

from __future__ import annotations

from typing import Any

import django_filters
from auditlog.models import LogEntry
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portal.access import PermissionMixin
from portal.people.models import Act, AuditEvent, User
from portal.people.tables import AuditTable, ChangeTable
from portal.ui.filters import PortalFilterSet
from portal.ui.forms import PortalForm
from portal.ui.paging import KeysetPage
from portal.ui.tables import PortalTable

ORDERS = {"id": ("id",)}
ROWS_A_PAGE = 50


class ActorFilter(PortalFilterSet):
    who = django_filters.CharFilter(label=_("Who: name or number"), method="filter_who")

    def filter_who(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        return rows.filter(actor__in=User.objects.matching(words))


class AuditFilter(ActorFilter):
    act = django_filters.ChoiceFilter(
        label=_("Act"), choices=Act.choices, empty_label=_("Every act")
    )
    since = django_filters.DateFilter(label=_("Since"), field_name="at", lookup_expr="date__gte")

    class Meta:
        model = AuditEvent
        form = PortalForm
        fields: list[str] = []


class ChangeFilter(ActorFilter):
    since = django_filters.DateFilter(
        label=_("Since"), field_name="timestamp", lookup_expr="date__gte"
    )

    class Meta:
        model = LogEntry
        form = PortalForm
        fields: list[str] = []


class AuditListView(PermissionMixin, TemplateView):
    """Newest first, by keyset: the table only grows, so nothing counts it."""

    permission = "people.audit.list"
    template_name = "people/audit_list.html"
    filter_class: type[django_filters.FilterSet] = AuditFilter
    table_class: type[PortalTable] = AuditTable

    def get_rows(self) -> QuerySet[Any]:
        return AuditEvent.objects.select_related("actor")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = self.filter_class(self.request.GET, queryset=self.get_rows())
        page = KeysetPage(
            filters.qs, self.request.GET, orders=ORDERS, default="-id", size=ROWS_A_PAGE
        )
        return super().get_context_data(
            filter=filters, page=page, table=self.table_class(page.rows), **kwargs
        )


class ChangeListView(AuditListView):
    """What changed in which row, from what to what, as django-auditlog kept it."""

    template_name = "people/change_list.html"
    filter_class = ChangeFilter
    table_class = ChangeTable

    def get_rows(self) -> QuerySet[Any]:
        return LogEntry.objects.select_related("actor", "content_type")
