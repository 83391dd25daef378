"""The staff list as the office keeps it: adding a person, changing their facts."""

from __future__ import annotations

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from portal import clock
from portal.people.groups import join_group
from portal.people.models import TitleHolding, User


def staff_for_list() -> QuerySet[User]:
    """Staff by pinyin with subject, main group and present title, in one query."""
    newest_title = TitleHolding.objects.filter(person=OuterRef("pk")).values("title")[:1]
    return (
        User.objects.select_related("subject", "main_group")
        .annotate(title_now=Subquery(newest_title))
        .order_by("pinyin", "staff_number")
    )


@transaction.atomic
def save_staff(person: User) -> User:
    """Save a person the office typed in; who has a main group belongs to it.

    A new one gets no password: the office gives the first one when it is
    wanted, on a slip.
    """
    if person.pk is None:
        person.set_unusable_password()
    person.save()
    group = person.main_group
    if group and not group.memberships.current(on=clock.today()).filter(person=person).exists():
        join_group(person, group)
    return person
