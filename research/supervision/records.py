"""The kinds of supervision and guidance; docs/rules.md#supervision has their numbers."""

from django.utils.translation import gettext_lazy as _

from portal.people.models import Role
from portal.records.kinds import RecordKind, Reviewer, kinds
from portal.records.models import Visibility
from research.supervision.filters import InspectionFilter
from research.supervision.forms import GuidanceVisitForm
from research.supervision.models import GuidanceVisit, Inspection
from research.supervision.standing import actions_of, standing_of
from research.supervision.tables import InspectionTable
from research.supervision.views.inspection import InspectionDetailView, OpenInspectionView

INSPECTION = kinds.register(
    RecordKind(
        slug="inspection",
        model=Inspection,
        table=InspectionTable,
        filters=InspectionFilter,
        label=_("Inspection"),
        plural=_("Inspections"),
        icon="search-check",
        reviewer=Reviewer.OFFICE,
        archive_section="",
        visibilities=(Visibility.GROUP,),
        body_fields=("feedback", "reply"),
        fact_fields=("reply_due_on",),
        detail_template="supervision/inspection_detail.html",
        also_read_by=frozenset({Role.SUPERVISOR}),
        leaders_read=True,
        standing=standing_of,
        actions=actions_of,
        pages={"form": OpenInspectionView, "detail": InspectionDetailView},
    )
)
GUIDANCE_VISIT = kinds.register(
    RecordKind(
        slug="guidance_visit",
        model=GuidanceVisit,
        form=GuidanceVisitForm,
        label=_("Guidance visit"),
        plural=_("Guidance visits"),
        icon="compass",
        reviewer=Reviewer.OFFICE,
        archive_section="E",
        visibilities=(Visibility.GROUP,),
        body_fields=("seen", "advice", "follow_up"),
        fact_fields=("focus",),
        also_read_by=frozenset({Role.GUIDANCE}),
        leaders_read=True,
        usually_owed=None,
    )
)
