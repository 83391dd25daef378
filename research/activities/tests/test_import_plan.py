"""A term's plan from a sheet: each row new, changed, unchanged or wrong; confirmed once."""

import io
from datetime import date, datetime, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.refusal import Refused
from portal.sheets.problems import CellProblem
from portal.sheets.write import write_workbook
from research.activities.announce_activity import announce_activity
from research.activities.models import Activity, PlanImport
from research.activities.plan_sheet.evaluate import Fate, PlanReader
from research.activities.plan_sheet.imports import (
    confirm_plan_import,
    start_plan_import,
    take_back_plan_import,
)
from research.activities.plan_sheet.times import parse_day, parse_hours
from research.activities.tests.factories import ActivityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sixth_week")]

HEADER = ["序号", "教研组", "时间", "地点", "活动主题", "主持人", "中心发言人", "类型", "形式"]
ROW = [
    1,
    "语文组",
    "10.14 14:00-15:30",
    "录播室",
    "单元备课",
    "周静",
    "林晓",
    "集体备课",
    "现场",
]


def read(rows, *, by, header=HEADER):
    sheet = write_workbook("计划", header, rows)
    return start_plan_import(io.BytesIO(sheet), "计划.xlsx", by=by)


def changed(**cells):
    row = list(ROW)
    for name, value in cells.items():
        row[HEADER.index(name)] = value
    return row


def fates(run, by, term):
    return [row.fate for row in PlanReader(run, by, term).rows()]


@pytest.mark.parametrize(
    ("text", "week", "day"),
    [
        ("2026-10-14", "", (2026, 10, 14)),
        ("2026年10月14日（周三）下午", "", (2026, 10, 14)),
        ("10.14", "", (2026, 10, 14)),
        ("1月6日", "", (2027, 1, 6)),
        ("第7周周三", "", (2026, 10, 14)),
        ("周三 14:00", "第七周", (2026, 10, 14)),
        ("周三", "7", (2026, 10, 14)),
    ],
)
def test_days_as_plans_have_them(term, text, week, day):
    assert parse_day(text, term, week=week) == date(*day)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("14:00-15:30", (time(14), time(15, 30))),
        ("14：00～15：30", (time(14), time(15, 30))),
        ("下午2点半", (time(14, 30), time(16))),
        ("下午", (time(14), time(15, 30))),
        ("待定", None),
    ],
)
def test_hours_as_plans_have_them(text, hours):
    assert parse_hours(text, minutes=90) == hours


def test_an_end_before_the_beginning_is_no_time():
    with pytest.raises(CellProblem):
        parse_hours("15:30-14:00", minutes=90)


def test_a_row_becomes_an_activity(zhou, lin, term):
    run = read([ROW], by=zhou)

    confirm_plan_import(run, by=zhou, term=term)

    activity = Activity.objects.get()
    assert activity.starts_at == datetime.fromisoformat("2026-10-14T14:00:00+08:00")
    assert (activity.topic, activity.place, activity.activity_kind) == (
        "单元备课",
        "录播室",
        "collective_prep",
    )
    assert (activity.chair, list(activity.lead_speakers.all())) == (zhou, [lin])
    assert activity.attendances.count() == 2


def test_confirmed_twice_it_is_planned_once(zhou, lin, term):
    run = read([ROW], by=zhou)

    confirm_plan_import(run, by=zhou, term=term)
    confirm_plan_import(run, by=zhou, term=term)

    assert Activity.objects.count() == 1
    assert fates(read([ROW], by=zhou), zhou, term) == [Fate.UNCHANGED]


def test_looking_changes_nothing(client, zhou, lin):
    run = read([ROW], by=zhou)
    client.force_login(zhou)

    page = client.get(reverse("activities:import_detail", kwargs={"uid": run.uid}))

    assert page.status_code == 200
    assert not Activity.objects.exists()


def test_another_place_is_a_change_and_an_empty_cell_keeps(zhou, lin, term):
    confirm_plan_import(read([ROW], by=zhou), by=zhou, term=term)
    again = read([changed(地点="操场", 中心发言人="", 类型="")], by=zhou)

    assert fates(again, zhou, term) == [Fate.CHANGED]
    confirm_plan_import(again, by=zhou, term=term)

    activity = Activity.objects.get()
    assert (activity.place, activity.activity_kind) == ("操场", "collective_prep")
    assert list(activity.lead_speakers.all()) == [lin]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"活动主题": ""}, "plan_no_topic"),
        ({"时间": "待定"}, "plan_day"),
        ({"时间": "2027-07-01"}, "plan_outside"),
        ({"教研组": "数学组"}, "plan_group"),
        ({"中心发言人": "查无此人"}, "plan_nobody"),
    ],
)
def test_what_is_wrong_says_why(zhou, lin, qian, term, cells, code):
    [row] = PlanReader(read([changed(**cells)], by=zhou), zhou, term).rows()

    assert row.fate is Fate.WRONG
    assert code in {problem.code for problem in row.problems}


def test_one_group_twice_at_one_hour_is_asked_about(zhou, lin, term):
    run = read([ROW, changed(活动主题="另一个")], by=zhou)

    assert fates(run, zhou, term) == [Fate.NEW, Fate.WRONG]


def test_what_was_held_is_not_changed_by_a_sheet(zhou, lin, term):
    ActivityFactory(author=zhou, held=True)

    assert fates(read([ROW], by=zhou), zhou, term) == [Fate.WRONG]


def test_two_of_one_name_are_told_apart_by_group_or_number(zhou, lin, qian, term):
    qian.name = "林晓"
    qian.save()

    [row] = PlanReader(read([ROW], by=zhou), zhou, term).rows()
    [numbered] = PlanReader(read([changed(中心发言人="林晓1004")], by=zhou), zhou, term).rows()

    assert row.people["lead_speakers"] == [lin]
    assert numbered.people["lead_speakers"] == [qian]


def test_what_it_planned_is_taken_back_as_one(client, zhou, lin, term):
    run = read([ROW, changed(时间="10.28 14:00-15:30")], by=zhou)
    confirm_plan_import(run, by=zhou, term=term)
    client.force_login(zhou)

    client.post(reverse("activities:import_back", kwargs={"uid": run.uid}))

    assert not Activity.objects.exists()
    assert fates(PlanImport.objects.get(), zhou, term) == [Fate.NEW, Fate.NEW]


def test_once_something_builds_on_it_nothing_is_taken_back(zhou, lin, term):
    run = read([ROW, changed(时间="10.28 14:00-15:30")], by=zhou)
    confirm_plan_import(run, by=zhou, term=term)
    announce_activity(Activity.objects.first(), by=zhou)

    with pytest.raises(Refused) as refusal:
        take_back_plan_import(run, by=zhou)

    assert refusal.value.code == "built_upon"
    assert Activity.objects.count() == 2


def test_after_a_week_it_stays(zhou, lin, term, time_machine):
    run = read([ROW], by=zhou)
    confirm_plan_import(run, by=zhou, term=term)
    time_machine.move_to("2026-10-15T10:00:00+08:00", tick=False)

    with pytest.raises(Refused) as refusal:
        take_back_plan_import(run, by=zhou)

    assert refusal.value.code == "too_late"


def test_without_a_header_nothing_is_kept(zhou):
    with pytest.raises(Refused) as refusal:
        read([["一", "二"]], by=zhou, header=["甲", "乙"])

    assert refusal.value.code == "no_header"
    assert not PlanImport.objects.exists()


def test_from_upload_to_the_plan_and_the_rows_to_mend(client, zhou, lin):
    sheet = write_workbook("计划", HEADER, [ROW, changed(活动主题="", 时间="10月28日")])
    upload = SimpleUploadedFile("计划.xlsx", sheet)
    client.force_login(zhou)

    detail = client.post(reverse("activities:import"), {"file": upload}).url
    client.post(f"{detail}confirm/")
    mend = client.get(f"{detail}rejected/")

    assert Activity.objects.count() == 1
    assert mend.headers["Content-Type"].endswith("sheet")


def test_somebody_elses_sheet_is_not_found(client, zhou, tang):
    run = read([ROW], by=zhou)
    client.force_login(tang)

    url = reverse("activities:import_detail", kwargs={"uid": run.uid})
    assert client.get(url).status_code == 404


def test_the_template_can_be_read_in_again(client, zhou, lin):
    client.force_login(zhou)

    template = client.get(reverse("activities:import") + "?as=template")
    run = start_plan_import(io.BytesIO(template.content), "模板.xlsx", by=zhou)

    assert set(run.header) >= {"group", "day", "hours", "topic", "lead_speakers"}
