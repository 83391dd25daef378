"""Who may do what with jobs: they are their owner's alone. Read the table at the end.

The result also asks for the permission of the job's kind, again at the moment
it is fetched.
"""

import rules
from django.contrib.auth.models import AbstractBaseUser

from portal.access import register_access
from portal.jobs.kinds import job_kinds
from portal.jobs.models import Job


@rules.predicate
def is_owner(user: AbstractBaseUser, job: Job | None) -> bool:
    return job is not None and job.owner_id == user.pk


@rules.predicate
def may_have_such_results(user: AbstractBaseUser, job: Job | None) -> bool:
    """A job of a kind that is gone can still be read about, not fetched."""
    known = job is not None and job.kind in job_kinds
    return known and user.has_perm(job_kinds.get(job.kind).permission)  # type: ignore[attr-defined, union-attr]


ACCESS = {
    "jobs.job.list": rules.is_authenticated,
    "jobs.job.view": is_owner,
    "jobs.job.cancel": is_owner,
    "jobs.job.download": is_owner & may_have_such_results,
}
register_access(ACCESS)
