"""On the page of a record: whether it is featured, and how many found it useful."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from portal.prepared import prepared
from portal.records.panels import RecordPanel, record_panels
from research.reflections.models import Featured
from research.reflections.records import KIND_SLUGS
from research.reflections.rules import may_feature

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.models import Record


def featured_panel(record: Record, user: User) -> dict[str, Any] | None:
    """Nothing before the record is accepted, or where this reader has nothing to do with it."""
    if not record.is_accepted:
        return None
    featured = next(iter(_featured(record.pk, user.pk)), None)
    can_feature = may_feature(user, record)
    if featured is None and not can_feature:
        return None
    return {
        "featured": featured,
        "may_feature": can_feature and featured is None,
        "may_unfeature": featured is not None and (can_feature or user.pk == record.author_id),
        "may_mark": featured is not None and user.pk != record.author_id,
    }


@prepared
def _featured(record: int, reader: int) -> QuerySet[Featured]:
    return Featured.objects.filter(record_id=record).with_mark_of(reader)


record_panels.register(
    RecordPanel(
        slug="featured",
        template="research/_featured.html",
        context=featured_panel,
        kinds=frozenset(KIND_SLUGS),
        position=10,
    )
)
