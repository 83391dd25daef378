"""The long work of people: reading, carrying out and undoing a roster; first passwords."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.jobs.kinds import JobKind, job_kinds
from portal.jobs.models import Job
from portal.people.roster.apply import APPLY_KIND, apply_import
from portal.people.roster.preview import READ_KIND, read_import
from portal.people.roster.slips import SLIPS_KIND, issue_slips
from portal.people.roster.undo import UNDO_KIND, undo_import


def _import_page(job: Job) -> str:
    return reverse("people:import_detail", args=[job.params["run"]])


def _slips_page(job: Job) -> str:
    return reverse("people:slips", args=[job.params["slips"]])


def _describe_read(job: Job) -> str:
    return _("%(count)s rows have been read; look at the preview.") % {
        "count": sum(job.outcome.values())
    }


def _describe_applied(job: Job) -> str:
    if job.outcome.get("stale"):
        return _("Somebody changed the staff meanwhile; look at the preview again.")
    return _("%(new)s people were added and %(changed)s changed.") % {
        "new": job.outcome.get("new", 0),
        "changed": job.outcome.get("changed", 0),
    }


def _describe_slips(job: Job) -> str:
    return _("%(count)s first passwords are ready to print.") % {
        "count": job.outcome.get("people", 0)
    }


job_kinds.register(
    JobKind(
        slug=READ_KIND,
        label=gettext_lazy("Reading a roster"),
        run=read_import,
        permission="people.staff.import",
        describe=_describe_read,
        next_url=_import_page,
    )
)
job_kinds.register(
    JobKind(
        slug=APPLY_KIND,
        label=gettext_lazy("Import of staff"),
        run=apply_import,
        permission="people.staff.import",
        describe=_describe_applied,
        next_url=_import_page,
    )
)
job_kinds.register(
    JobKind(
        slug=UNDO_KIND,
        label=gettext_lazy("Undoing an import"),
        run=undo_import,
        permission="people.staff.import",
        next_url=_import_page,
    )
)
job_kinds.register(
    JobKind(
        slug=SLIPS_KIND,
        label=gettext_lazy("First passwords"),
        run=issue_slips,
        permission="people.staff.reset_password",
        describe=_describe_slips,
        next_url=_slips_page,
    )
)
