"""The district's sheet: lines or totals, messy as they come; previewed, confirmed, undone."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.jobs.run import run_due_jobs
from portal.sheets.table import TableRow
from portal.sheets.write import write_workbook
from research.training.district.apply import ask_undo, confirm_import
from research.training.district.parse import parse_row
from research.training.district.preview import answer_questions, start_import
from research.training.ledger import year_of
from research.training.models import HourEntry, HourImport
from research.training.tests.factories import ClaimFactory
from tests.factories import UserFactory

HEAD = [
    "序号",
    "教师姓名",
    "工号",
    "培训项目",
    "项目类别",
    "主办单位",
    "起止时间",
    "认定学时",
    "证书编号",
]
LECTURE = [
    "1",
    "林晓",
    "1001",
    "新课标专题讲座",
    "专家讲座",
    "区教师发展中心",
    "2026.3.5-3.6",
    8,
    "",
]
AS_OF = date(2026, 9, 30)
pytestmark = pytest.mark.usefixtures("sixth_week")


def preview(wu, rows, head=HEAD):
    content = write_workbook("2026年度继续教育学时", head, rows)
    run = start_import(io.BytesIO(content), "区学时.xlsx", year=2026, as_of=AS_OF, by=wu)
    run_due_jobs()
    run.refresh_from_db()
    return run


def imported(wu, rows, head=HEAD):
    run = preview(wu, rows, head)
    confirm_import(run, by=wu, version=run.version, leaves_out=True)
    run_due_jobs()
    run.refresh_from_db()
    return run


def said(run):
    [row] = run.rows.all()
    problems = [code for code, *_rest in [*row.problems, *row.notes]]
    return row.outcome, problems


def test_a_new_line_is_previewed_and_nothing_is_stored(wu, lin):
    run = preview(wu, [LECTURE])

    assert run.counts == {"new": 1}
    assert not HourEntry.objects.exists()


def test_a_confirmed_line_counts(wu, lin):
    imported(wu, [LECTURE])

    entry = HourEntry.objects.get()
    assert (entry.person, entry.category, entry.hours) == (lin, "expert_lecture", 8)
    assert (entry.starts_on, entry.ends_on) == (date(2026, 3, 5), date(2026, 3, 6))
    assert year_of(lin, 2026).reckoning.counted == 8


def test_the_same_sheet_again_changes_nothing(wu, lin):
    imported(wu, [LECTURE])

    assert preview(wu, [LECTURE]).counts == {"unchanged": 1}


def test_a_corrected_line_is_a_change(wu, lin):
    imported(wu, [LECTURE])
    corrected = [*LECTURE[:7], 10, ""]

    run = imported(wu, [corrected])

    assert run.counts == {"changed": 1}
    assert HourEntry.objects.get().hours == 10


def test_undoing_gives_old_values_back_and_takes_new_lines_away(wu, lin):
    imported(wu, [LECTURE])
    run = imported(wu, [[*LECTURE[:7], 10, ""], ["2", *LECTURE[1:3], "师德专题", *LECTURE[4:]]])

    ask_undo(run, by=wu)
    run_due_jobs()

    run.refresh_from_db()
    assert run.state == "undone"
    assert list(HourEntry.objects.values_list("title", "hours")) == [("新课标专题讲座", 8)]


def test_an_import_that_a_later_one_changed_is_not_undone(wu, lin):
    first = imported(wu, [LECTURE])
    imported(wu, [[*LECTURE[:7], 10, ""]])

    ask_undo(first, by=wu)
    run_due_jobs()

    first.refresh_from_db()
    assert (first.state, first.job.state) == ("done", "failed")


def test_confirming_twice_writes_once(wu, lin):
    run = preview(wu, [LECTURE])

    confirm_import(run, by=wu, version=run.version)
    confirm_import(run, by=wu, version=run.version)
    run_due_jobs()

    assert HourEntry.objects.count() == 1


def test_a_name_alone_decides_where_nobody_shares_it(wu, lin):
    run = preview(wu, [["1", "林 晓", "", *LECTURE[3:]]])

    assert said(run) == ("new", ["note_by_name"])


def test_two_of_one_name_are_asked_about(wu, lin):
    other = UserFactory(staff_number="1099", name="林晓")
    run = preview(wu, [["1", "林晓", "", *LECTURE[3:]]])
    [row] = run.rows.all()
    assert row.outcome == "asks"

    answer_questions(run, {row.pk: str(other.pk)}, version=run.version)

    row.refresh_from_db()
    assert (row.outcome, row.person) == ("new", other)


def test_a_number_of_somebody_else_is_asked_about(wu, lin, qian):
    run = preview(wu, [["1", "钱进", "1001", *LECTURE[3:]]])
    [row] = run.rows.all()

    assert row.outcome == "asks"
    assert [choice for choice, _said in row.question["choices"]] == [
        str(lin.pk),
        str(qian.pk),
        "skip",
    ]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({1: "无此人", 2: ""}, "hours_person_unknown"),
        ({7: "八"}, "hours_unreadable"),
        ({7: 7.3}, "hours_not_halves"),
        ({7: ""}, "hours_missing"),
        ({6: "2026.3.6-3.5"}, "hours_days_backwards"),
        ({6: "2026-12-30"}, "hours_days_ahead"),
    ],
)
def test_what_is_wrong_is_said(wu, lin, cells, code):
    row = [cells.get(n, value) for n, value in enumerate(LECTURE)]

    assert said(preview(wu, [row])) == ("wrong", [code])


def test_one_thing_twice_in_the_sheet_counts_once(wu, lin):
    run = imported(wu, [LECTURE, ["2", *LECTURE[1:]]])

    assert run.counts == {"new": 1, "wrong": 1}
    assert HourEntry.objects.count() == 1


def test_a_line_that_differs_from_ours_is_a_conflict_and_stands(wu, lin):
    ClaimFactory(
        author=lin, title="新课标专题讲座", occurred_on=date(2026, 3, 5), hours=12, accepted=wu
    )

    run = imported(wu, [LECTURE])

    assert run.counts == {"conflict": 1}
    assert year_of(lin, 2026).reckoning.counted == 8


def test_a_sheet_of_totals_counts_up_to_its_day(wu, lin):
    head = ["姓名", "工号", "所在单位", "年度总学时"]
    imported(wu, [["林晓", "1001", "实验中学", "36.5"], ["合计", "", "", 36.5]], head)

    entry = HourEntry.objects.get()
    assert (entry.source, entry.ends_on, entry.hours) == ("total", AS_OF, Decimal("36.5"))
    assert year_of(lin, 2026).reckoning.counted == Decimal("36.5")


def test_what_an_earlier_sheet_had_and_this_one_lacks_is_said_and_stays(wu, lin, qian):
    imported(wu, [LECTURE])
    run = imported(wu, [["1", "钱进", "1004", *LECTURE[3:]]])

    assert run.report["absent"] == 1
    assert HourEntry.objects.filter(person=lin).exists()


def test_a_preview_that_the_ledger_overtook_is_shown_again(wu, lin):
    run = preview(wu, [LECTURE])
    imported(wu, [LECTURE])

    confirm_import(run, by=wu, version=run.version)
    run_due_jobs()

    run.refresh_from_db()
    assert (run.state, run.is_stale, run.counts) == ("ready", True, {"unchanged": 1})


def test_identity_cards_are_not_read(wu, lin):
    run = preview(wu, [[*LECTURE, "320102198803041234"]], [*HEAD, "身份证号"])

    assert "320102198803041234" not in str(run.report) + str(run.rows.get().given)


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("2026.3.5-3.8", ("2026-03-05", "2026-03-08")),
        ("2026年3月5日至8日", ("2026-03-05", "2026-03-08")),
        ("2026-03-05 ~ 2026-03-08", ("2026-03-05", "2026-03-08")),
        ("2026年3月5日", ("2026-03-05", "2026-03-05")),
        (20260305.0, ("2026-03-05", "2026-03-05")),
        ("２０２６．３．５—３．８", ("2026-03-05", "2026-03-08")),
    ],
)
def test_days_are_read_as_people_write_them(cell, days):
    row = TableRow("表", 3, {"name": "林晓", "title": "讲座", "hours": 4.0, "days": cell})

    values = parse_row(row, year=2026, is_lines=True).values

    assert (values["starts_on"], values["ends_on"]) == days


@pytest.mark.parametrize(
    ("category", "title", "read"),
    [
        ("师德培训", "学习", "ethics"),
        ("", "暑期师德专题学习", "ethics"),
        ("其他", "网络研修", "online"),
        ("", "高效课堂", "district_menu"),
    ],
)
def test_the_category_is_read_or_taken_from_the_title(category, title, read):
    row = TableRow("表", 3, {"name": "林晓", "title": title, "hours": 4.0, "category": category})

    assert parse_row(row, year=2026, is_lines=True).values["category"] == read


def test_the_pages_lead_from_upload_to_undo(client, wu, lin):
    client.force_login(wu)
    sheet = io.BytesIO(write_workbook("学时", HEAD, [LECTURE, ["2", "无此人", *LECTURE[2:]]]))
    sheet.name = "区学时.xlsx"
    client.post(
        reverse("training:import_list"), {"file": sheet, "year": "2026", "as_of": "2026-09-30"}
    )
    run_due_jobs()
    run = HourImport.objects.get()
    page = reverse("training:import_detail", args=[run.uid])
    assert client.get(page).status_code == 200
    run.refresh_from_db()

    client.post(
        reverse("training:import_confirm", args=[run.uid]),
        {"version": run.version, "leaves_out": "1"},
    )
    run_due_jobs()

    assert HourEntry.objects.count() == 1
    assert client.get(page).status_code == 200
    assert client.get(reverse("training:import_rejected", args=[run.uid])).status_code == 200
    client.post(reverse("training:import_undo", args=[run.uid]))
    run_due_jobs()
    assert not HourEntry.objects.exists()
    assert client.get(page).status_code == 200
