"""One record with all that its page shows, for who may read it.

`can_view` judges it, the twin of `visible_to`: a list is narrowed in the
database, but that long condition need not be composed anew for a single row.
"""

from __future__ import annotations

from functools import cache

from django.http import Http404

from portal.people.models import User
from portal.prepared import Prepared, prepared
from portal.records.facts import related_facts
from portal.records.kinds import RecordKind
from portal.records.models import Record
from portal.records.querysets import RecordQuerySet


def find_record(kind: RecordKind, pk: int, *, reader: User) -> Record:
    """Raises Http404 for a stranger to the record, as for one that does not exist."""
    record = next(iter(_with_all(kind)(pk)), None)
    if record is None or not reader.has_perm("records.view", record):
        raise Http404
    return record


@cache
def _with_all(kind: RecordKind) -> Prepared[[int], Record]:
    @prepared
    def by_key(pk: int) -> RecordQuerySet:
        related = related_facts(kind)
        found = kind.model.objects.filter(pk=pk).for_detail()
        return found.select_related(*related) if related else found

    return by_key
