"""The long work of records: a sheet of a long list."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.jobs.kinds import JobKind, job_kinds
from portal.jobs.models import Job
from portal.records.export import EXPORT_KIND, export_records
from portal.records.school_export import SCHOOL_EXPORT_KIND, export_school_list


def _describe_export(job: Job) -> str:
    return _("The sheet holds %(count)s records.") % {"count": job.outcome.get("rows", 0)}


job_kinds.register(
    JobKind(
        slug=EXPORT_KIND,
        label=gettext_lazy("Sheet of a list"),
        run=export_records,
        permission="records.export",
        describe=_describe_export,
    )
)
job_kinds.register(
    JobKind(
        slug=SCHOOL_EXPORT_KIND,
        label=gettext_lazy("Sheet of a list"),
        run=export_school_list,
        permission="records.school",
        describe=_describe_export,
    )
)
