"""A long list of the school as a sheet, made by a worker: the same rows as on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils import translation

from portal.people.models import Act, record_audit_event
from portal.records.export import reported
from portal.records.school_lists import SCHOOL_LISTS
from portal.sheets.write import write_workbook
from portal.terms.models import Term

if TYPE_CHECKING:
    from portal.jobs.running import RunningJob

SCHOOL_EXPORT_KIND = "school-list-export"


def export_school_list(job: RunningJob) -> None:
    """Write the sheet that the job's owner asked for, in their language; may be repeated."""
    if not job.owner.has_perm("records.school"):
        raise PermissionDenied
    term = Term.objects.get(pk=job.params["term"])
    with translation.override(job.owner.language or None):
        listing = SCHOOL_LISTS[job.params["list"]](job.owner, term, QueryDict(job.params["query"]))
        title, total = str(listing.title), listing.count.number - listing.unseen
        sheet = write_workbook(title, listing.header(), reported(listing.sheet_rows(), job, total))
    with job.commit():
        record_audit_event(
            None, Act.EXPORTED, title, actor=job.owner, query=job.params["query"], rows=total
        )
        job.finish(sheet, f"{title}.xlsx", {"rows": total})
