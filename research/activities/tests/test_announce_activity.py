"""Announcing: those expected are told once, its lead speakers apart; late is a warning only.

Rule: docs/rules.md#activities.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.notices.models import Notice
from portal.refusal import Refused
from research.activities.announce_activity import announce_activity, announce_all, short_notice
from research.activities.cancel_activity import cancel_activity
from research.activities.models import Activity
from research.activities.set_people import People, set_people
from research.activities.tests.factories import STARTS, ActivityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sixth_week")]


def told(slug):
    return sorted(Notice.objects.filter(type=slug).values_list("person__name", flat=True))


def test_those_expected_are_told_and_the_lead_speaker_apart(zhou, lin):
    other = ActivityFactory(author=zhou, people=People(lead_speakers=[lin]))

    announce_activity(other, by=zhou)

    assert Activity.objects.get(pk=other.pk).stage == "announced"
    assert (told("activity_announced"), told("activity_lead_speaker")) == ([], ["林晓"])


def test_announcing_twice_tells_nobody_twice(zhou, lin):
    activity = ActivityFactory(author=zhou)

    announce_activity(activity, by=zhou)
    announce_activity(activity, by=zhou)

    assert told("activity_announced") == ["林晓"]


def test_who_is_added_later_is_told(zhou, lin, qian):
    activity = ActivityFactory(author=zhou, announced=True)

    set_people(activity, People([zhou], expected=[zhou, lin, qian]), by=zhou)

    assert told("activity_announced") == sorted(["林晓", "钱进"])


def test_without_a_lead_speaker_it_is_not_announced(zhou, lin):
    activity = ActivityFactory(author=zhou)
    activity.lead_speakers.clear()

    with pytest.raises(Refused) as refusal:
        announce_activity(activity, by=zhou)

    assert refusal.value.code == "no_lead_speaker"


def test_what_is_over_or_cancelled_is_not_announced(zhou, lin):
    over = ActivityFactory(author=zhou, starts_at=STARTS - timedelta(days=14))
    off = ActivityFactory(author=zhou)
    cancel_activity(off, reason="停电", by=zhou)

    _done, refused = announce_all([over, off], by=zhou)

    assert [refusal.code for _activity, refusal in refused] == ["over", "cancelled"]


def test_another_groups_teacher_does_not_announce(zhou, lin, qian):
    with pytest.raises(Refused) as refusal:
        announce_activity(ActivityFactory(author=zhou), by=qian)

    assert refusal.value.code == "not_planner"


@pytest.mark.parametrize(
    ("day", "is_short"),
    # Wednesday 7 October is still a holiday in the official calendar, here it is worked.
    [(timedelta(days=-5), True), (timedelta(days=-2), False), (timedelta(0), False)],
    ids=["two days ahead", "three days ahead", "five days ahead"],
)
def test_less_than_three_working_days_is_short_notice(zhou, lin, day, is_short):
    activity = ActivityFactory(author=zhou, starts_at=STARTS + day)

    assert bool(short_notice(activity)) == is_short


def test_the_page_says_who_is_told_and_announces(client, zhou, lin):
    activity = ActivityFactory(author=zhou)
    client.force_login(zhou)
    url = reverse("activities:announce", kwargs={"pk": activity.pk})

    assert "林晓" in client.get(url).content.decode()
    response = client.post(url)

    assert response.url == activity.get_absolute_url()
    assert told("activity_announced") == ["林晓"]


@pytest.mark.parametrize(("name", "status"), [("lin", 403), ("qian", 403), ("wu", 200)])
def test_who_may_announce(client, request, zhou, lin, name, status):
    client.force_login(request.getfixturevalue(name))
    url = reverse("activities:announce", kwargs={"pk": ActivityFactory(author=zhou).pk})

    assert client.get(url).status_code == status


def test_all_of_the_next_fortnight_at_once(client, zhou, lin):
    soon = ActivityFactory(author=zhou)
    later = ActivityFactory(author=zhou, starts_at=STARTS + timedelta(days=30))
    client.force_login(zhou)
    url = reverse("activities:announce_many")

    page = client.get(url).content.decode()
    client.post(url, {"chosen": [soon.pk, later.pk]})

    assert f'value="{soon.pk}"' in page
    assert f'value="{later.pk}"' not in page
    assert Activity.objects.filter(stage="announced").get().pk == soon.pk
