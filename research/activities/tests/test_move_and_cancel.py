"""Moving keeps the row and tells those expected why; cancelling too, and it stays in the plan."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.notices.models import Notice
from portal.refusal import Refused
from research.activities.cancel_activity import cancel_activity
from research.activities.models import Activity, Nomination
from research.activities.move_activity import move_activity
from research.activities.tests.factories import STARTS, ActivityFactory
from research.reflections.tests.factories import LessonReflectionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sixth_week")]


def move(activity, *, by, days=1, reason="期中考试"):
    later = timedelta(days=days)
    return move_activity(
        activity,
        starts_at=activity.starts_at + later,
        ends_at=activity.ends_at + later,
        place="录播教室",
        reason=reason,
        by=by,
    )


def test_moving_keeps_the_row_and_tells_those_expected(zhou, lin):
    activity = ActivityFactory(author=zhou, announced=True)

    move(activity, by=zhou)

    moved = Activity.objects.get()
    assert (moved.starts_at, moved.place) == (STARTS + timedelta(days=1), "录播教室")
    assert moved.occurred_on.isoformat() == "2026-10-15"
    notices = Notice.objects.filter(type="activity_moved", person=lin)
    assert notices.get().params["reason"] == "期中考试"


def test_what_nobody_knows_yet_moves_quietly(zhou, lin):
    move(ActivityFactory(author=zhou), by=zhou, reason="")

    assert not Notice.objects.filter(type="activity_moved").exists()


def test_moving_to_where_it_is_changes_nothing(zhou, lin):
    activity = ActivityFactory(author=zhou, announced=True)

    move_activity(
        activity,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        place=activity.place,
        reason="",
        by=zhou,
    )

    assert not Notice.objects.filter(type="activity_moved").exists()


def test_an_announced_one_is_not_moved_without_a_reason(zhou, lin):
    with pytest.raises(Refused) as refusal:
        move(ActivityFactory(author=zhou, announced=True), by=zhou, reason=" ")

    assert refusal.value.code == "reason_required"


def test_what_was_held_is_not_moved(zhou, lin):
    with pytest.raises(Refused) as refusal:
        move(ActivityFactory(author=zhou, held=True), by=zhou)

    assert refusal.value.code == "held"


def test_cancelling_keeps_it_with_its_reason_and_tells(zhou, lin):
    activity = ActivityFactory(author=zhou, announced=True)

    cancel_activity(activity, reason="停电", by=zhou)
    cancel_activity(activity, reason="停电", by=zhou)

    kept = Activity.objects.get()
    assert (kept.stage, kept.stage_reason) == ("cancelled", "停电")
    assert Notice.objects.filter(type="activity_cancelled", person=lin).count() == 1


def test_what_was_brought_for_it_goes_back_to_the_pool(zhou, lin):
    activity = ActivityFactory(author=zhou)
    record = LessonReflectionFactory(author=lin, submitted=True)
    Nomination.objects.create(
        record=record, group=activity.group, activity=activity, nominated_by=lin
    )

    cancel_activity(activity, reason="停电", by=zhou)

    assert Nomination.objects.get().activity is None


def test_the_page_moves_it(client, zhou, lin):
    activity = ActivityFactory(author=zhou, announced=True)
    client.force_login(zhou)
    sent = {"day": "2026-10-16", "begins": "15:00", "ends": "16:30", "reason": "运动会"}

    response = client.post(reverse("activities:move", kwargs={"pk": activity.pk}), sent)

    assert response.url == activity.get_absolute_url()
    assert Activity.objects.get().occurred_on.isoformat() == "2026-10-16"


def test_the_page_asks_for_a_reason_and_keeps_what_was_typed(client, zhou, lin):
    activity = ActivityFactory(author=zhou, announced=True)
    client.force_login(zhou)
    sent = {"day": "2026-10-16", "begins": "15:00", "ends": "14:00", "place": "操场", "reason": ""}

    response = client.post(reverse("activities:move", kwargs={"pk": activity.pk}), sent)

    assert response.status_code == 422
    assert "操场" in response.content.decode()
