"""The filters of the staff list; they live in the address and serve the export too."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import Group, Role, Subject, User
from portal.people.querysets import UserQuerySet
from portal.prepared import prepared
from portal.ui.filters import OfferedFilter, PortalFilterSet

EVERYBODY = "all"


@prepared
def active_groups() -> QuerySet[Group]:
    return Group.objects.active()


@prepared
def subjects() -> QuerySet[Subject]:
    return Subject.objects.all()


class StaffFilter(PortalFilterSet):
    """Without a status: those in service. A group counts as it is today."""

    q = django_filters.CharFilter(label=_("Name, pinyin or number"), method="filter_words")
    group = OfferedFilter(
        label=_("Group"),
        queryset=Group.objects.active(),
        rows=active_groups,
        method="filter_group",
        empty_label=_("All"),
    )
    subject = OfferedFilter(
        label=_("Subject"), queryset=Subject.objects.all(), rows=subjects, empty_label=_("All")
    )
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=Role, method="filter_role", empty_label=_("All")
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[*User.Status.choices, (EVERYBODY, _("Everybody"))],
        empty_label=_("On the staff"),
        method="filter_status",
    )

    class Meta:
        model = User
        fields: list[str] = []

    @property
    def qs(self) -> QuerySet[User]:
        found = super().qs
        return found if self.data.get("status") else found.in_service()

    def filter_words(self, found: UserQuerySet, _name: str, words: str) -> UserQuerySet:
        return found.matching(words)

    def filter_group(self, found: UserQuerySet, _name: str, group: Group) -> UserQuerySet:
        return found.in_group(group, on=clock.today())

    def filter_role(self, found: UserQuerySet, _name: str, role: str) -> UserQuerySet:
        return found.with_role(Role(role), on=clock.today())

    def filter_status(self, found: UserQuerySet, _name: str, status: str) -> UserQuerySet:
        return found if status == EVERYBODY else found.filter(status=status)
