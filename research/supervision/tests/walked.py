"""Which inspection the permission walk opens."""

from portal.records.submit import submit_record
from research.supervision.models import GuidanceVisit
from research.supervision.tests.factories import reported


def records(cast):
    """The inspection is Lin's own, who supervises for the walk; so is the visit."""
    visit = GuidanceVisit.objects.create(
        kind="guidance_visit",
        author=cast.lin,
        group=cast.chinese,
        term=cast.term,
        title="单元备课",
        focus="单元备课",
        seen="<p>听课一节</p>",
        occurred_on=cast.day,
    )
    submit_record(visit, by=cast.lin)
    return {"inspection": reported(cast.chinese, cast.lin), "guidance_visit": visit}
