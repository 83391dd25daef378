"""A long list as a sheet, made by a worker: the same rows and columns as on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils import translation

from portal.jobs.running import RunningJob
from portal.people.models import Act, record_audit_event
from portal.records.kinds import kinds
from portal.records.listing import Listing
from portal.sheets.write import write_workbook

EXPORT_KIND = "record-export"
#: Beyond this many rows a sheet takes longer than a page may.
LARGEST_AT_ONCE = 2000


def export_records(job: RunningJob) -> None:
    """Write the sheet that the job's owner asked for, in their language; may be repeated."""
    kind = kinds.get(job.params["kind"])
    if not job.owner.has_perm(kind.permission("export")):
        raise PermissionDenied
    with translation.override(job.owner.language or None):
        listing = Listing(kind, job.owner, QueryDict(job.params["query"]))
        total = listing.filterset.qs.count()
        title = str(kind.plural)
        rows = reported(listing.sheet_rows(), job, total)
        sheet = write_workbook(title, listing.header(), rows)
    with job.commit():
        record_audit_event(
            None, Act.EXPORTED, title, actor=job.owner, query=job.params["query"], rows=total
        )
        job.finish(sheet, f"{title}.xlsx", {"rows": total})


def reported(rows: Iterator[list[Any]], job: RunningJob, total: int) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, start=1):
        job.progress(number, total)
        yield row
