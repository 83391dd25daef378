"""The vocabulary of reading what was featured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Left

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term


class FeaturedQuerySet(models.QuerySet):
    def in_term(self, term: Term) -> FeaturedQuerySet:
        return self.filter(record__term=term)

    def with_mark_of(self, person: int) -> FeaturedQuerySet:
        """Whether this person found it useful (`is_marked`)."""
        from research.reflections.models import UsefulMark

        mine = UsefulMark.objects.filter(featured=OuterRef("pk"), person_id=person)
        return self.annotate(is_marked=Exists(mine))

    def for_page(self, reader: User) -> FeaturedQuerySet:
        """With author and group, how many comments stand, and whether the reader marked it."""
        standing = Q(record__comments__removed_at__isnull=True)
        return (
            self.with_mark_of(reader.pk)
            .select_related("record__author", "record__group")
            .defer("record__text")
            .annotate(
                beginning=Left("record__text", 400),
                comment_count=Count("record__comments", filter=standing),
            )
        )
