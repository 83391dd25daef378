"""The vocabulary of reading people and groups."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Replace

from portal import clock
from portal.people.phones import plain_identifier, typed_staff_number

if TYPE_CHECKING:
    from portal.people.models import Group, Role, User


def in_force(on: date, start: str = "starts_on", end: str = "ends_on") -> Q:
    """Rows whose dates include `on`; an empty end never ends."""
    return Q(**{f"{start}__lte": on}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on}))


class UserQuerySet(models.QuerySet["User"]):
    def in_service(self) -> UserQuerySet:
        """On the staff, also while on leave or seconded."""
        return self.filter(status__in=["active", "on_leave", "seconded"], is_active=True)

    def signing_in_as(self, typed: str) -> User | None:
        """Whose staff number or phone was typed at sign-in; the number wins. One query."""
        number, digits = typed_staff_number(typed), plain_identifier(typed)
        found = self.filter(
            Q(staff_number__iexact=number) | Q(staff_number__iexact=digits) | Q(phone=digits)
        )

        def nearness(person: User) -> tuple[bool, bool]:
            return person.staff_number != number, person.phone == digits

        return min(found, key=nearness, default=None)

    def teachers(self) -> UserQuerySet:
        """Those who owe what teachers owe."""
        return self.filter(is_teacher=True)

    def in_group(self, group: Group, on: date) -> UserQuerySet:
        return self.filter(pk__in=group.memberships.current(on=on).values("person_id"))

    def with_role(self, role: Role, on: date) -> UserQuerySet:
        from portal.people.models import RoleGrant

        return self.filter(
            pk__in=RoleGrant.objects.in_force(on).filter(role=role).values("person_id")
        )

    def matching(self, words: str) -> UserQuerySet:
        """By name, pinyin, initials or staff number; for search and autocomplete.

        Pinyin is typed in one word (`wangxiao`) or in two.
        """
        words = words.strip().lower()
        return self.alias(joined=Replace("pinyin", Value(" "))).filter(
            Q(name__icontains=words)
            | Q(joined__startswith=words.replace(" ", ""))
            | Q(pinyin__contains=f"|{words}")
            | Q(staff_number__startswith=words)
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(
        self, staff_number: str, name: str = "", password: str | None = None, **fields: object
    ) -> User:
        user = self.model(staff_number=staff_number, name=name or staff_number, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, staff_number: str, name: str = "", password: str | None = None, **fields: object
    ) -> User:
        """The first administrator, made from the command line."""
        from portal.people.models import Role

        fields |= {"is_staff": True, "is_superuser": True, "must_change_password": False}
        user = self.create_user(staff_number, name, password, **fields)
        user.role_grants.create(role=Role.ADMINISTRATOR, starts_on=clock.today())
        return user


class DatedQuerySet(models.QuerySet):
    """Rows with `starts_on` and `ends_on`; an empty end never ends."""

    def open_on(self, day: date) -> Self:
        """Those that last beyond `day`, begun or not."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))

    def overlapping(self, start: date, end: date | None) -> Self:
        """Those that share a day with `start` … `end`."""
        found = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=start))
        return found.filter(starts_on__lte=end) if end else found


class RoleGrantQuerySet(DatedQuerySet):
    def in_force(self, on: date) -> RoleGrantQuerySet:
        return self.filter(in_force(on))


class MembershipQuerySet(DatedQuerySet):
    def current(self, on: date) -> MembershipQuerySet:
        return self.filter(in_force(on))

    def leading(self) -> MembershipQuerySet:
        return self.filter(is_leader=True)


class GroupQuerySet(models.QuerySet):
    def active(self) -> GroupQuerySet:
        return self.filter(is_active=True)

    def research_groups(self) -> GroupQuerySet:
        return self.filter(kind="research_group")
