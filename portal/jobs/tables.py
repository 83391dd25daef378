"""Columns of the list of one's own jobs."""

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.jobs.models import Job
from portal.ui.parts import tag
from portal.ui.tables import PortalTable

#: Tone and icon of each state.
STATE_LOOKS = {
    Job.State.QUEUED: ("quiet", "clock"),
    Job.State.RUNNING: ("info", "loader"),
    Job.State.DONE: ("success", "circle-check"),
    Job.State.FAILED: ("danger", "circle-alert"),
    Job.State.CANCELLED: ("quiet", "circle-x"),
}


def state_tag(job: Job) -> SafeString:
    return tag(job.get_state_display(), *STATE_LOOKS[Job.State(job.state)])


class JobTable(PortalTable):
    label = django_tables2.Column(verbose_name=_("Job"), orderable=False)
    state = django_tables2.Column(verbose_name=_("State"))
    created_at = django_tables2.Column(verbose_name=_("Asked for"))
    ended_at = django_tables2.Column(verbose_name=_("Ended"))

    caption = _("My jobs")

    def render_label(self, record: Job) -> SafeString:
        url = reverse("jobs:job_detail", kwargs={"uid": record.uid})
        return format_html('<a href="{}">{}</a>', url, record.label)

    def render_state(self, record: Job) -> SafeString:
        return state_tag(record)
