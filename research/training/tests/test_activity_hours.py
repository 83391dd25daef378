"""Attending an activity gives hours by the rules, as long as it lasts and up to the cap."""

from datetime import timedelta

import pytest

from research.activities.tests.factories import ActivityFactory
from research.attendance.models import Attendance
from research.training.ledger import year_of
from research.training.models import Category, HourRules, Source
from research.training.rule_book import ActivityRule, activity_json

pytestmark = pytest.mark.usefixtures("sixth_week", "wu")


def attended(activity, person, status="present"):
    Attendance.objects.update_or_create(
        record_id=activity.pk,
        person=person,
        defaults={
            "status": status,
            "signed_at": activity.starts_at if status in {"present", "late"} else None,
            "reason": "病假" if status == "leave" else "",
        },
    )
    return activity


def counted(person):
    return year_of(person, 2026).reckoning.counted


@pytest.mark.parametrize(
    ("status", "hours"), [("present", 1), ("late", 1), ("leave", 0), ("absent", 0)]
)
def test_only_who_was_there_gets_the_hour(lin, zhou, status, hours):
    attended(ActivityFactory(author=zhou), lin, status)

    assert counted(lin) == hours


@pytest.mark.parametrize(("minutes", "hours"), [(89, 0), (90, 1)])
def test_it_must_last_as_long_as_the_rule_says(lin, zhou, minutes, hours):
    activity = ActivityFactory(author=zhou)
    activity.ends_at = activity.starts_at + timedelta(minutes=minutes)
    activity.save(update_fields=["ends_at"])

    attended(activity, lin)

    assert counted(lin) == hours


def test_its_line_opens_the_activity_and_is_school_based(lin, zhou):
    activity = attended(ActivityFactory(author=zhou), lin)

    [group] = year_of(lin, 2026).groups

    assert (group.line.source, group.line.category) == (Source.ACTIVITY, Category.SCHOOL_BASED)
    assert group.line.url == activity.get_absolute_url()


def test_the_cap_of_the_rule_holds(lin, zhou):
    rule = ActivityRule("activity", 1, 45, Category.SCHOOL_BASED, at_most=2)
    HourRules.objects.create(from_year=2026, activities=[activity_json(rule)])

    for _n in range(3):
        attended(ActivityFactory(author=zhou), lin)

    assert counted(lin) == 2


def test_a_school_may_give_no_hours_for_activities(lin, zhou):
    HourRules.objects.create(from_year=2026)

    attended(ActivityFactory(author=zhou), lin)

    assert counted(lin) == 0
