"""Pages of one's own long work: the list, one job with its progress, its result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView
from django_sendfile import sendfile

from portal.access import PermissionMixin
from portal.jobs.models import Job
from portal.jobs.progress import next_url_of, outcome_words, progress_of
from portal.jobs.queue import cancel_job
from portal.jobs.tables import JobTable, state_tag
from portal.refusal import Refused
from portal.ui.paging import KeysetPage


class JobListView(PermissionMixin, TemplateView):
    permission = "jobs.job.list"
    template_name = "jobs/job_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        jobs = Job.objects.owned_by(self.request.user).for_list()
        page = KeysetPage(jobs, self.request.GET, orders={"id": ("id",)}, default="-id")
        return super().get_context_data(page=page, table=JobTable(page.rows), **kwargs)


class OwnJobMixin(PermissionMixin):
    """The job named in the address; everybody else's does not exist."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def job(self) -> Job:
        return get_object_or_404(Job.objects.owned_by(self.request.user), uid=self.kwargs["uid"])

    def get_permission_object(self) -> Job:
        return self.job


class JobDetailView(OwnJobMixin, TemplateView):
    permission = "jobs.job.view"

    def get_template_names(self) -> list[str]:
        part = "#status" if getattr(self.request, "htmx", False) else ""
        return [f"jobs/job_detail.html{part}"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = self.job
        return super().get_context_data(
            job=job,
            state_tag=state_tag(job),
            progress=progress_of(job),
            outcome=outcome_words(job),
            next_url=next_url_of(job),
            can_download=bool(job.result) and self.request.user.has_perm("jobs.job.download", job),
            **kwargs,
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Who watches the job end goes straight on to what it made."""
        response = super().render_to_response(context, **kwargs)
        if getattr(self.request, "htmx", False) and context["next_url"]:
            response["HX-Redirect"] = context["next_url"]
        return response


class JobCancelView(OwnJobMixin, View):
    permission = "jobs.job.cancel"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, uid: str) -> HttpResponse:
        try:
            cancel_job(self.job, by=request.user)
            messages.success(request, _("The job is called off; nothing of it will be kept."))
        except Refused as refusal:
            messages.info(request, refusal.message)
        return redirect("jobs:job_detail", uid=uid)


class JobResultView(OwnJobMixin, View):
    permission = "jobs.job.download"

    def get(self, request: HttpRequest, uid: str) -> HttpResponse:
        if not self.job.result:
            raise Http404
        name = self.job.result_name
        return sendfile(request, self.job.result.path, attachment=True, attachment_filename=name)
