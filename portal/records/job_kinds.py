"""The long work of records: a sheet of a long list; an import of Word files."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.jobs.kinds import JobKind, job_kinds
from portal.jobs.models import Job
from portal.records.export import EXPORT_KIND, export_records
from portal.records.school_export import SCHOOL_EXPORT_KIND, export_school_list
from portal.records.word.apply import APPLY_KIND, apply_word_import
from portal.records.word.preview import READ_KIND, read_word_import
from portal.records.word.undo import UNDO_KIND, undo_word_import


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


def _word_import_page(job: Job) -> str:
    return reverse("records:word_import", args=[job.params["run"]])


def _describe_read(job: Job) -> str:
    return _("%(count)s files have been read; look at the preview.") % {
        "count": sum(job.outcome.values())
    }


def _describe_applied(job: Job) -> str:
    if job.outcome.get("stale"):
        return _("Something changed meanwhile; look at the preview again.")
    return _("%(count)s records have been entered; their teachers are told.") % {
        "count": job.outcome.get("made", 0)
    }


job_kinds.register(
    JobKind(
        slug=READ_KIND,
        label=gettext_lazy("Reading Word files"),
        run=read_word_import,
        permission="records.enter_for",
        describe=_describe_read,
        next_url=_word_import_page,
    )
)
job_kinds.register(
    JobKind(
        slug=APPLY_KIND,
        label=gettext_lazy("Import of Word files"),
        run=apply_word_import,
        permission="records.enter_for",
        describe=_describe_applied,
        next_url=_word_import_page,
    )
)
job_kinds.register(
    JobKind(
        slug=UNDO_KIND,
        label=gettext_lazy("Undoing an import of Word files"),
        run=undo_word_import,
        permission="records.enter_for",
        next_url=_word_import_page,
    )
)
