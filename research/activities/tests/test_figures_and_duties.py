"""What is owed after an activity, and the figures with the lists that show the same number."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from portal.deadlines.dues import dues_of
from portal.records.indicators import Scope, indicators
from research.activities.minutes_due import minutes_due_at
from research.activities.models import ActivitySetting, GroupTarget
from research.activities.set_people import People
from research.activities.tests.factories import STARTS, ActivityFactory
from tests.factories import GroupFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sixth_week")]

WINDOW = (STARTS, STARTS + timedelta(days=14))


def figure(slug, term, **scope):
    return indicators.get(slug).value(term, Scope(**scope))


def behind(client, slug, term, **scope):
    return client.get(
        indicators.get(slug).drill_down(term, Scope(**scope)), headers={"accept-language": "en"}
    ).content.decode()


@pytest.mark.parametrize(
    ("day", "weekday", "due"),
    [(14, 6, 18), (18, 6, 18), (14, 4, 16), (16, 2, 21)],
    ids=["by Sunday", "on Sunday itself", "by Friday", "a weekday that is over: the next week"],
)
def test_minutes_are_due_by_the_end_of_the_week(day, weekday, due):
    setting = ActivitySetting(minutes_due_weekday=weekday)

    moment = minutes_due_at(date(2026, 10, day), setting)

    assert moment.isoformat() == f"2026-10-{due}T23:59:00+08:00"


def test_who_planned_and_who_records_owe_the_minutes_until_they_are_in(zhou, lin):
    people = People([zhou], recorders=[lin])
    activity = ActivityFactory(author=zhou, people=people, ready=True)

    assert [due.key for due in dues_of(lin, WINDOW)] == [f"minutes:{activity.pk}"]
    assert [due.is_met for due in dues_of(zhou, WINDOW)] == [False]


def test_what_was_not_held_owes_nothing(zhou, lin):
    ActivityFactory(author=zhou, announced=True)

    assert dues_of(zhou, WINDOW) == []


def test_activities_held_opens_the_list_of_the_same_number(client, zhou, lin, wu, term):
    ActivityFactory(author=zhou, held=True)
    ActivityFactory(author=zhou, topic="还没有开", announced=True)
    client.force_login(wu)

    assert figure("activities_held", term) == 1
    page = behind(client, "activities_held", term)
    assert "1 record" in page
    assert "还没有开" not in page


def test_every_group_at_least_is_the_smallest_number(
    client, zhou, lin, wu, qian, tang, maths, term
):
    ActivityFactory(author=zhou, held=True)
    client.force_login(wu)

    assert figure("activities_per_group", term) == 0
    assert figure("activities_per_group", term, group=zhou.main_group) == 1
    assert maths.name in behind(client, "activities_per_group", term)


def test_a_group_of_one_is_asked_for_nothing(zhou, lin, qian, term):
    ActivityFactory(author=zhou, held=True)

    assert figure("activities_per_group", term) == 1


def test_minutes_in_time_is_of_those_due(client, zhou, lin, wu, term, time_machine):
    for days in (0, 1):
        ActivityFactory(author=zhou, starts_at=STARTS + timedelta(days=days), held=True)
    time_machine.move_to("2026-10-16T10:00:00+08:00", tick=False)
    ActivityFactory(author=zhou, starts_at=STARTS + timedelta(hours=4), submitted=True)
    assert figure("minutes_on_time", term) == 100

    time_machine.move_to("2026-10-20T10:00:00+08:00", tick=False)
    client.force_login(wu)

    assert str(figure("minutes_on_time", term)) == "33.3"
    assert "1 of 3 were handed in in time (33.3 %)" in behind(client, "minutes_on_time", term)


def test_attendance_opens_the_groups_and_their_sum(client, zhou, lin, wu, term):
    ActivityFactory(author=zhou, ready=True)
    client.force_login(wu)

    assert str(figure("attendance_rate", term)) == "50.0"
    assert "50.0" in behind(client, "attendance_rate", term)


def test_without_anything_there_is_no_figure(term):
    assert figure("minutes_on_time", term) is None
    assert figure("attendance_rate", term) is None
    assert figure("activities_per_group", term) is None


def test_the_office_changes_what_is_asked(client, wu, zhou):
    GroupFactory(kind="collab_area", name="城南协作区")
    client.force_login(wu)
    url = reverse("activities:settings")
    sent = {
        "announce_days": "5",
        "minutes_due_weekday": "4",
        "minutes_due_time": "18:00",
        "usual_minutes": "80",
        "prep_minutes": "40",
        "photos_advised": "3",
        "target_research_group": "10",
        "target_prep_group": "16",
        "target_collab_area": "2",
    }

    assert client.get(url).status_code == 200
    client.post(url, sent)

    assert ActivitySetting.current().announce_days == 5
    assert GroupTarget.objects.get(group_kind="research_group").per_term == 10


def test_a_leader_does_not_change_the_schools_numbers(client, zhou):
    client.force_login(zhou)

    assert client.get(reverse("activities:settings")).status_code == 403


@pytest.mark.parametrize("page", ["minutes_list", "attendance"])
def test_the_lists_are_the_offices(client, zhou, page):
    client.force_login(zhou)

    assert client.get(reverse(f"activities:{page}")).status_code == 403


def test_a_leaders_home_page_says_what_to_see_to(client, zhou, lin):
    ActivityFactory(author=zhou)
    client.force_login(zhou)

    assert "预习单怎样用" in client.get("/").content.decode()
