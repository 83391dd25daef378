"""The long work of training hours: reading, carrying out and undoing a district's sheet."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.jobs.kinds import JobKind, job_kinds
from portal.jobs.models import Job
from research.training.district.apply import APPLY_KIND, UNDO_KIND, apply_import, undo_import
from research.training.district.preview import READ_KIND, read_import


def _import_page(job: Job) -> str:
    return reverse("training:import_detail", args=[job.params["run"]])


def _describe_read(job: Job) -> str:
    return _("%(count)s rows have been read; look at the preview.") % {
        "count": sum(job.outcome.values())
    }


def _describe_applied(job: Job) -> str:
    if job.outcome.get("stale"):
        return _("Hours changed meanwhile; look at the preview again.")
    return _("%(new)s lines are new, %(changed)s changed, %(conflict)s differ from ours.") % {
        "new": job.outcome.get("new", 0),
        "changed": job.outcome.get("changed", 0),
        "conflict": job.outcome.get("conflict", 0),
    }


job_kinds.register(
    JobKind(
        slug=READ_KIND,
        label=gettext_lazy("Reading a sheet of hours"),
        run=read_import,
        permission="training.hours.import",
        describe=_describe_read,
        next_url=_import_page,
    )
)
job_kinds.register(
    JobKind(
        slug=APPLY_KIND,
        label=gettext_lazy("Import of hours"),
        run=apply_import,
        permission="training.hours.import",
        describe=_describe_applied,
        next_url=_import_page,
    )
)
job_kinds.register(
    JobKind(
        slug=UNDO_KIND,
        label=gettext_lazy("Undoing an import of hours"),
        run=undo_import,
        permission="training.hours.import",
        next_url=_import_page,
    )
)
