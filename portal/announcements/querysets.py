"""The vocabulary of reading announcements: whom they concern, what still stands."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from portal.people.rules import is_active_staff, is_office

if TYPE_CHECKING:
    from portal.people.models import User

#: Without a date of its own an announcement is old after half a year.
FRESH = timedelta(days=180)


class AnnouncementQuerySet(models.QuerySet):
    def sent(self) -> AnnouncementQuerySet:
        return self.filter(stage="sent")

    def current(self, at: datetime, on: date) -> AnnouncementQuerySet:
        """What people still go by: not withdrawn, its date not over, or half a year young."""
        fresh = Q(valid_until__isnull=True) & (Q(sent_at__gt=at - FRESH) | Q(is_pinned=True))
        return self.sent().filter(fresh | Q(valid_until__gte=on))

    def archived(self, at: datetime, on: date) -> AnnouncementQuerySet:
        """Withdrawn, or old."""
        stale = Q(valid_until__isnull=True, sent_at__lte=at - FRESH, is_pinned=False)
        return self.exclude(stage="draft").filter(
            Q(stage="withdrawn") | stale | Q(valid_until__lt=on)
        )

    def open_to_newcomers(self, on: date) -> AnnouncementQuerySet:
        """What is read to whoever joins later: its date is not over, or it is pinned for good."""
        pinned = Q(valid_until__isnull=True, is_pinned=True)
        return self.sent().filter(pinned | Q(valid_until__gte=on))

    def addressed_to(self, user: User) -> AnnouncementQuerySet:
        """By roles and groups of today; what is addressed to people alone names them in rows."""
        through = self.model.groups.through  # type: ignore[attr-defined]
        of_group = through.objects.filter(group__in=user.group_ids)
        roles = [role.value for role in user.roles]
        return self.filter(
            Q(to_everyone=True)
            | Q(pk__in=of_group.values("announcement_id"))
            | Q(pk__in=self._with_roles(roles))
        )

    def _with_roles(self, roles: list[str]) -> models.QuerySet:
        from portal.announcements.models import AddressedRole

        return AddressedRole.objects.filter(role__in=roles).values("announcement_id")

    def concerning(self, user: User, on: date) -> AnnouncementQuerySet:
        """Sent to this person; and for the staff what stands for a group they joined since."""
        return self.exclude(stage="draft").filter(_concerns(self, user, on))

    def visible_to(self, user: User, on: date) -> AnnouncementQuerySet:
        """What concerns them, what they wrote; the office reads all."""
        if is_office(user):
            return self.all()
        concerns = _concerns(self, user, on) & ~Q(stage="draft")
        return self.filter(Q(author=user) | concerns)

    def managed_by(self, user: User) -> AnnouncementQuerySet:
        """The office looks after all, everybody else after their own."""
        return self.all() if is_office(user) else self.filter(author=user)

    def with_counts(self) -> AnnouncementQuerySet:
        """`told`, `have_read`, `have_confirmed` of each; part of the one query."""
        return self.annotate(
            told=Count("recipients"),
            have_read=Count("recipients", filter=Q(recipients__read_at__isnull=False)),
            have_confirmed=Count("recipients", filter=Q(recipients__confirmed_at__isnull=False)),
        )

    def with_state_for(self, user: User) -> AnnouncementQuerySet:
        """`is_read`, `is_confirmed` by this person; `is_waiting` for who holds a row."""
        from portal.announcements.models import Recipient

        mine = Recipient.objects.filter(announcement=OuterRef("pk"), person=user)
        return self.annotate(
            is_read=Exists(mine.filter(read_at__isnull=False)),
            is_confirmed=Exists(mine.filter(confirmed_at__isnull=False)),
        )

    def matching(self, words: str) -> AnnouncementQuerySet:
        return self.filter(Q(title__icontains=words) | Q(text__icontains=words))

    def for_list(self) -> AnnouncementQuerySet:
        return self.select_related("author").defer("body", "text")

    def for_detail(self) -> AnnouncementQuerySet:
        return self.select_related("author").prefetch_related(
            "files", "groups", "people", "addressed_roles"
        )


def _concerns(rows: AnnouncementQuerySet, user: User, on: date) -> Q:
    from portal.announcements.models import Recipient

    held = Q(pk__in=Recipient.objects.filter(person=user).values("announcement_id"))
    if not is_active_staff(user):
        return held
    newer = rows.model.objects.open_to_newcomers(on).addressed_to(user)
    return held | Q(pk__in=newer.exclude(author=user).values("pk"))


class RecipientQuerySet(models.QuerySet):
    def waiting(self) -> RecipientQuerySet:
        """Has not read it, or not confirmed it as asked."""
        return self.filter(is_waiting=True)

    def unread(self) -> RecipientQuerySet:
        return self.filter(read_at__isnull=True)

    def read(self) -> RecipientQuerySet:
        return self.filter(read_at__isnull=False)

    def confirmed(self) -> RecipientQuerySet:
        return self.filter(confirmed_at__isnull=False)


class ShelfDocumentQuerySet(models.QuerySet):
    def on_shelf(self) -> ShelfDocumentQuerySet:
        """With all their versions, the newest first; two queries."""
        return self.filter(is_taken_down=False).prefetch_related(Prefetch("versions"))
