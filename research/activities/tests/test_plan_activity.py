"""Planning one activity: in the plan for the whole school at once, the group expected."""

import pytest
from django.urls import reverse

from research.activities.models import Activity
from research.activities.tests.factories import ActivityFactory
from tests.forms import fields_of
from tests.queries import assert_constant_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sixth_week")]

NEW = "activities:activity_new"


def sent(page, **changes):
    return fields_of(page, having="topic") | changes


@pytest.fixture
def plan(client, zhou, lin):
    """Zhou's form with the usual answers, sent with changes."""
    client.force_login(zhou)

    def send(**changes):
        page = client.get(reverse(NEW))
        return client.post(reverse(NEW), sent(page, **changes))

    return send


def test_a_topic_is_enough(plan, zhou, lin):
    response = plan(topic="预习单怎样用")

    activity = Activity.objects.get()
    assert response.url == activity.get_absolute_url()
    assert (activity.title, activity.group, activity.chair) == (
        "预习单怎样用",
        zhou.main_group,
        zhou,
    )
    expected = activity.attendances.values_list("person__name", flat=True)
    assert sorted(expected) == sorted(["周静", "林晓"])


def test_it_is_in_everybodys_plan_at_once(plan, client, qian):
    plan(topic="预习单怎样用")
    client.force_login(qian)

    page = client.get(reverse("activities:activity_list") + "?scope=school")

    assert "预习单怎样用" in page.content.decode()


def test_saved_and_announced_in_one_go(plan, lin):
    plan(topic="预习单怎样用", lead_speakers="林晓", then="announce")

    activity = Activity.objects.get()
    assert activity.stage == "announced"
    assert list(activity.lead_speakers.all()) == [lin]


def test_without_a_lead_speaker_the_plan_is_kept_all_the_same(plan):
    plan(topic="预习单怎样用", then="announce")

    assert Activity.objects.get().stage == "planned"


def test_what_the_office_plans_is_its_leaders(client, wu, zhou, lin):
    client.force_login(wu)
    page = client.get(reverse(NEW))

    client.post(reverse(NEW), sent(page, topic="集体备课", group=zhou.main_group_id))

    activity = Activity.objects.get()
    assert (activity.author, activity.entered_by) == (zhou, wu)


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": ""},
        {"day": ""},
        {"begins": "15:00", "ends": "14:00"},
        {"mode": "online", "meeting_link": ""},
        {"lead_speakers": "没有这个人"},
    ],
    ids=["no topic", "no day", "ends before it begins", "online without link", "nobody"],
)
def test_what_is_wrong_comes_back_with_a_sentence(plan, changes):
    response = plan(**({"topic": "预习单怎样用"} | changes))

    assert response.status_code == 422
    assert not Activity.objects.exists()


def test_somebody_busy_is_a_warning_not_a_refusal(plan, client, zhou):
    ActivityFactory(author=zhou)
    page = plan(topic="又一次", day="2026-10-14", begins="14:30", ends="15:00")

    again = sent(page, topic="又一次") | {"keep_despite_clashes": _tick(page)}
    client.post(reverse(NEW), again)

    assert page.status_code == 422
    assert Activity.objects.filter(topic="又一次").exists()


def _tick(page):
    text = page.content.decode()
    at = text.index('name="keep_despite_clashes"')
    return text[at:].split('value="')[1].split('"')[0]


def test_once_announced_the_time_is_moved_not_edited(client, zhou, lin):
    activity = ActivityFactory(author=zhou, announced=True)
    client.force_login(zhou)
    url = reverse("activities:activity_edit", kwargs={"pk": activity.pk})
    page = client.get(url)

    fields = sent(page, topic="新的主题")
    client.post(url, fields)

    assert "day" not in fields
    assert Activity.objects.get().topic == "新的主题"
    assert Activity.objects.get().starts_at == activity.starts_at


@pytest.mark.parametrize(("name", "status"), [("lin", 403), ("zhou", 200), ("wu", 200)])
def test_who_may_plan(client, request, name, status):
    client.force_login(request.getfixturevalue(name))

    assert client.get(reverse(NEW)).status_code == status


@pytest.mark.parametrize("page", ["activity_list", "plan", "decision_list"])
def test_lists_cost_the_same_for_any_length(client, zhou, lin, page):
    client.force_login(zhou)

    assert_constant_queries(
        lambda: client.get(reverse(f"activities:{page}")),
        grow=lambda: ActivityFactory(author=zhou),
        at_most=12,
    )


def test_the_page_costs_the_same_for_any_number_of_people(client, zhou, lin):
    activity = ActivityFactory(author=zhou)
    client.force_login(zhou)

    assert_constant_queries(
        lambda: client.get(activity.get_absolute_url()),
        grow=lambda: activity.agenda.create(words="一点", added_by=zhou, presenter=lin),
        at_most=14,
    )
