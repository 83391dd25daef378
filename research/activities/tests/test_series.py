"""A series: every so many weeks, holidays not ticked, all at once and only once."""

import uuid
from datetime import date, time

import pytest
from django.urls import reverse

from portal.people.models import GroupKind
from portal.refusal import Refused
from portal.terms.models import CalendarDay
from research.activities.models import Activity, AreaGroup
from research.activities.plan_series import Pattern, plan_series, series_days
from research.activities.tests.factories import ActivityFactory
from tests.factories import GroupFactory
from tests.forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sixth_week")]

WEDNESDAYS = [date(2026, 10, 14), date(2026, 10, 28)]


def pattern(group, **changes):
    usual = {
        "group": group,
        "topic": "单元整体备课",
        "activity_kind": "theme",
        "begins": time(14),
        "ends": time(15, 30),
        "mode": "on_site",
        "place": "三楼会议室",
        "meeting_link": "",
        "chair": None,
        "lead_speakers": [],
        "recorders": [],
    }
    return Pattern(**(usual | changes))


def plan(group, *, by, days=WEDNESDAYS, series=None, **changes):
    return plan_series(pattern(group, **changes), days, by=by, series=series or uuid.uuid4())


def test_holidays_are_not_ticked_and_make_up_days_stand_beside(term):
    CalendarDay.objects.create(
        date=date(2026, 10, 14), kind="holiday", is_working=False, name="校庆"
    )
    CalendarDay.objects.create(
        date=date(2026, 10, 17), kind="make_up", is_working=True, name="校庆调休"
    )

    days = series_days(date(2026, 9, 30), date(2026, 10, 28), 2)

    assert [(d.day.isoformat(), d.is_usual) for d in days] == [
        ("2026-09-30", True),
        ("2026-10-14", False),
        ("2026-10-17", False),
        ("2026-10-28", True),
    ]
    assert (days[1].note, "校庆调休" in days[2].note) == ("校庆", True)


def test_all_are_made_with_their_people(zhou, lin):
    plan(zhou.main_group, by=zhou, chair=zhou, lead_speakers=[lin])

    made = Activity.objects.order_by("starts_at")
    assert [a.occurred_on for a in made] == WEDNESDAYS
    assert [a.attendances.count() for a in made] == [2, 2]
    assert {a.series for a in made} != {None}


def test_lead_speakers_take_turns(zhou, lin):
    made = plan(zhou.main_group, by=zhou, lead_speakers=[lin, zhou], turns=True)

    assert [a.lead_speakers.get() for a in made] == [lin, zhou]


def test_sent_twice_it_is_made_once(zhou, lin):
    series = uuid.uuid4()

    plan(zhou.main_group, by=zhou, series=series)
    plan(zhou.main_group, by=zhou, series=series)

    assert Activity.objects.count() == 2


def test_a_day_on_which_the_group_meets_already_is_left_out(zhou, lin):
    ActivityFactory(author=zhou)

    made = plan(zhou.main_group, by=zhou)

    assert [a.occurred_on for a in made] == [date(2026, 10, 28)]


@pytest.mark.parametrize(
    ("who", "days", "code"),
    [("qian", WEDNESDAYS, "not_planner"), ("zhou", [], "no_days")],
    ids=["another group", "no days"],
)
def test_what_is_refused(request, zhou, who, days, code):
    with pytest.raises(Refused) as refusal:
        plan(zhou.main_group, by=request.getfixturevalue(who), days=days)

    assert refusal.value.code == code


def test_an_area_expects_the_members_of_its_groups(wu, lin, zhou, qian, chinese):
    area = GroupFactory(kind=GroupKind.COLLAB_AREA, name="城南协作区")
    AreaGroup.objects.create(area=area, group=chinese)
    AreaGroup.objects.create(area=area, group=qian.main_group)

    made = plan(area, by=wu)

    names = made[0].attendances.values_list("person__name", flat=True)
    assert sorted(names) == sorted(["林晓", "周静", "钱进"])


def test_the_two_steps_of_the_page(client, zhou, lin):
    client.force_login(zhou)
    url = reverse("activities:series_new")
    form = fields_of(client.get(url), having="topic") | {
        "topic": "单元整体备课",
        "first": "2026-10-14",
        "last": "2026-11-11",
        "every_weeks": "2",
        "lead_speakers": "林晓 1001",
        "then": "days",
    }

    preview = client.post(url, form)
    chosen = {"days": ["2026-10-14", "2026-11-11"], "then": "plan"}
    done = client.post(url, fields_of(preview, having="series") | chosen)

    assert preview.status_code == 200
    assert done.status_code == 302
    days = Activity.objects.order_by("starts_at").values_list("occurred_on", flat=True)
    assert [day.isoformat() for day in days] == ["2026-10-14", "2026-11-11"]


def test_the_plan_page_counts_against_what_is_asked(client, zhou, lin):
    plan(zhou.main_group, by=zhou)
    client.force_login(lin)

    page = client.get(reverse("activities:plan"), headers={"accept-language": "en"})

    assert "6 still to be planned" in page.content.decode()
    assert page.content.decode().count("单元整体备课") == 2
