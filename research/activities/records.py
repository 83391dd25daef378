"""The kind of record of group activities; docs/rules.md#activities has its numbers."""

from django.utils.translation import gettext_lazy as _

from portal.records.kinds import RecordKind, Reviewer, kinds
from portal.records.models import Visibility
from research.activities.actions import activity_actions
from research.activities.filters import ActivityFilter
from research.activities.forms import ActivityForm
from research.activities.models import Activity
from research.activities.printed import activity_paper
from research.activities.standing import standing
from research.activities.submit_minutes import follow_minutes, require_ready
from research.activities.tables import ActivityTable
from research.activities.team import acts_as_author
from research.activities.views.detail import ActivityDetailView, ActivityPrintView
from research.activities.views.form import ActivityFormView
from research.activities.views.list import ActivityExportView, ActivityListView

ACTIVITY = kinds.register(
    RecordKind(
        slug="activity",
        model=Activity,
        label=_("Group activity"),
        plural=_("Group activities"),
        folder="meetings",
        icon="users",
        reviewer=Reviewer.OFFICE,
        archive_section="C3",
        visibility=Visibility.SCHOOL,
        visibilities=(Visibility.SCHOOL, Visibility.GROUP),
        form=ActivityForm,
        table=ActivityTable,
        filters=ActivityFilter,
        list_template="activities/activity_list.html",
        detail_template="activities/activity_detail.html",
        form_template="activities/activity_form.html",
        body_fields=Activity.MINUTES,
        fact_fields=("topic", "activity_kind"),
        min_characters=200,
        max_pictures=20,
        acts_as_author=acts_as_author,
        standing=standing,
        actions=activity_actions,
        require_ready=require_ready,
        moved=follow_minutes,
        printed=activity_paper,
        pages={
            "list": ActivityListView,
            "export": ActivityExportView,
            "detail": ActivityDetailView,
            "form": ActivityFormView,
            "print": ActivityPrintView,
        },
    )
)
