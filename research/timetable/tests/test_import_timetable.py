"""The school's sheet: recognised, previewed cell by cell, confirmed, undone as one."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from portal.refusal import Refused
from portal.sheets.write import write_workbook
from research.timetable.models import Entry
from research.timetable.sheet.export import columns, rows_of
from research.timetable.sheet.imports import (
    answer_questions,
    confirm_import,
    start_import,
    undo_import,
)
from research.timetable.sheet.judge import Judge, Outcome
from research.timetable.tests.factories import EntryFactory, SubjectFactory
from tests.factories import UserFactory


def book(rows, merged=()):
    workbook = Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    workbook.save(stream)
    stream.seek(0)
    return stream


DAYS = ["周一", None, "周二", None, "周三", None]
PERIODS = ["第1节", "第2节"] * 3
HEADS = ["D2:E2", "F2:G2", "H2:I2"]


def by_teacher(*rows):
    """Titles, two header rows, weekdays merged over their periods."""
    return book(
        [
            ["明德中学课程表"],
            ["序号", "教师", "学科", *DAYS],
            [None, None, None, *PERIODS],
            *rows,
        ],
        ["A1:I1", "A2:A3", "B2:B3", "C2:C3", *HEADS],
    )


@pytest.fixture
def subjects(db):
    return [SubjectFactory(name=name) for name in ("语文", "数学", "英语", "美术", "音乐")]


@pytest.fixture
def people(term, subjects, lin, zhou, qian):
    lin.subject = zhou.subject = subjects[0]
    qian.subject = subjects[1]
    for person in (lin, zhou, qian):
        person.save()


def start(file, term, wu, name="课表.xlsx"):
    return start_import(file, name, term=term, by=wu)


def entered():
    return sorted(
        (e.person.name, e.weekday, e.period, e.class_name, e.subject.name, e.weeks)
        for e in Entry.objects.select_related("person", "subject")
    )


def confirm(run, wu, **kwargs):
    return confirm_import(run, by=wu, fingerprint=Judge(run).judge().fingerprint, **kwargs)


def outcomes(run):
    return {o.value: n for o, n in Judge(run).judge().counts.items() if n}


# -- The three shapes -----------------------------------------------------------------------------


def test_a_row_for_each_teacher(term, people, wu):
    file = by_teacher(
        [1, "林 晓", "语文", "七(3)语文", None, "语文 七3", "教研活动", "七4语（单）", "/"],
        [2, "钱进", "数学", None, "七(4)", None, None, None, None],
    )

    run = start(file, term, wu)
    confirm(run, wu)

    assert run.shape == "teachers"
    assert entered() == [
        ("林晓", 1, 1, "七(3)班", "语文", "every"),
        ("林晓", 2, 1, "七(3)班", "语文", "every"),
        ("林晓", 3, 1, "七(4)班", "语文", "odd"),
        ("钱进", 1, 2, "七(4)班", "数学", "every"),
    ]


def test_a_row_for_each_class(term, people, wu):
    head = ["班级", *(f"星期{d}第{p}节" for d in "一二三" for p in (1, 2))]
    rows = [["七年级3班", "语文 林晓", "数学\n钱进", None, None, "语文 林晓", None]]

    run = start(book([["七年级课程表"], head, *rows]), term, wu)
    confirm(run, wu)

    assert run.shape == "classes"
    assert entered() == [
        ("林晓", 1, 1, "七(3)班", "语文", "every"),
        ("林晓", 3, 1, "七(3)班", "语文", "every"),
        ("钱进", 1, 2, "七(3)班", "数学", "every"),
    ]


def test_a_row_for_each_lesson(term, people, wu):
    head = ["教师", "星期", "节次", "班级", "学科", "单双周"]
    rows = [
        ["林晓", "周一", "1-2", "七（3）班", "语文", ""],
        ["钱进", 3, 4, "七(3)", "数学", "双周"],
    ]

    run = start(book([head, *rows]), term, wu)
    confirm(run, wu)

    assert run.shape == "list"
    assert entered() == [
        ("林晓", 1, 1, "七(3)班", "语文", "every"),
        ("林晓", 1, 2, "七(3)班", "语文", "every"),
        ("钱进", 3, 4, "七(3)班", "数学", "even"),
    ]


def test_a_lesson_merged_over_two_periods_is_two(term, people, wu):
    rows = [
        ["教师", *(f"周一{n}" for n in range(1, 7))],
        ["林晓", None, "七(3)语文", None, None, None, None],
    ]

    run = start(book(rows, ["C2:D2"]), term, wu)
    confirm(run, wu)

    assert [(e[1], e[2]) for e in entered()] == [(1, 2), (1, 3)]


def test_gb18030_text(term, people, wu):
    text = "教师,星期,节次,班级,学科\n林晓,周一,第1节,七(3)班,语文\n"

    run = start(io.BytesIO(text.encode("gb18030")), term, wu, name="课表.csv")

    assert outcomes(run) == {"new": 1}


def test_a_sheet_that_is_no_timetable_is_refused(term, wu):
    with pytest.raises(Refused) as refusal:
        start(book([["姓名", "电话"], ["林晓", "1"]]), term, wu)

    assert refusal.value.code == "no_header"


# -- New, changed, unchanged, gone ----------------------------------------------------------------


def test_our_own_export_imports_as_unchanged(term, people, lin, qian, wu, subjects):
    EntryFactory(term=term, person=lin, subject=subjects[0])
    EntryFactory(term=term, person=qian, subject=subjects[1], weekday=5, weeks="odd")
    entries = Entry.objects.select_related("person", "subject")
    file = io.BytesIO(write_workbook("课表", columns(), rows_of(entries)))

    assert outcomes(start(file, term, wu)) == {"unchanged": 2}


def test_another_class_in_the_same_hour_is_a_change(term, people, lin, wu, subjects):
    EntryFactory(term=term, person=lin, weekday=1, period=1, class_name="七(5)班")
    run = start(by_teacher([1, "林晓", "", "七(3)语文"]), term, wu)

    assert outcomes(run) == {"changed": 1}
    confirm(run, wu)
    assert [e[3] for e in entered()] == ["七(3)班"]


def test_two_teachers_swap_classes(term, people, lin, zhou, wu):
    EntryFactory(term=term, person=lin, weekday=1, period=1, class_name="七(3)班")
    EntryFactory(term=term, person=zhou, weekday=1, period=1, class_name="七(4)班")
    run = start(by_teacher([1, "林晓", "", "七4语"], [2, "周静", "", "七3语"]), term, wu)

    confirm(run, wu)

    assert [(e[0], e[3]) for e in entered()] == [("周静", "七(3)班"), ("林晓", "七(4)班")]


def test_what_the_sheet_lacks_is_named_and_stays(term, people, lin, wu):
    EntryFactory(term=term, person=lin, weekday=2, period=2)
    run = start(by_teacher([1, "林晓", "", "七(3)语文"]), term, wu)

    assert outcomes(run) == {"new": 1, "gone": 1}
    confirm(run, wu)
    assert len(entered()) == 2


def test_it_goes_where_the_office_says_so(term, people, lin, zhou, wu):
    EntryFactory(term=term, person=lin, weekday=2, period=2)
    EntryFactory(term=term, person=zhou, weekday=2, period=2, class_name="七(4)班")
    run = start(by_teacher([1, "林晓", "", "七(3)语文"]), term, wu)

    run = answer_questions(run, {}, removes=True)
    confirm(run, wu)

    assert [(e[0], e[1]) for e in entered()] == [("周静", 2), ("林晓", 1)]


# -- Wrong, and questions -------------------------------------------------------------------------


def test_each_wrong_cell_says_why(term, people, lin, zhou, wu):
    EntryFactory(term=term, person=zhou, weekday=3, period=2, class_name="七(9)班")
    run = start(
        by_teacher(
            [1, "林晓", "", "语文", "七(3)魔法", "七3语"],
            [2, "钱进", "", None, None, "七3数", None, None, "七9数"],
            [3, "无名氏", "", "七8语"],
        ),
        term,
        wu,
    )

    assert outcomes(run) == {"wrong": 5, "new": 1}
    assert [v.problems[0].code for v in Judge(run).judge().verdicts if v.problems] == [
        "lesson_no_class",
        "lesson_subject",
        "lesson_class_busy",
        "lesson_class_taken",
        "lesson_nobody",
    ]


def test_wrong_cells_are_left_out_only_when_said(term, people, wu):
    run = start(by_teacher([1, "林晓", "", "语文", "七(3)语文"]), term, wu)

    with pytest.raises(Refused) as refusal:
        confirm(run, wu)

    assert refusal.value.code == "rows_held_back"
    confirm(run, wu, leaves_out=True)
    assert len(entered()) == 1


@pytest.fixture
def two_wangs(term, subjects):
    return [
        UserFactory(staff_number=number, name="王芳", subject=subject)
        for number, subject in (("0087", subjects[2]), ("0088", subjects[3]))
    ]


def test_of_two_people_of_one_name_it_asks(term, two_wangs, wu):
    run = start(by_teacher([1, "王芳", "", "七(3)英语", "七4英语"]), term, wu)
    asked = [v for v in Judge(run).judge().verdicts if v.outcome is Outcome.ASKS]

    assert [p.staff_number for p in asked[0].choices] == ["0087", "0088"]
    run = answer_questions(run, {asked[0].question: str(two_wangs[0].pk)})

    assert outcomes(run) == {"new": 2}


def test_a_staff_number_needs_no_question(term, two_wangs, wu):
    head = ["工号", "教师", "星期", "节次", "班级", "学科"]
    run = start(book([head, ["0088", "王芳", "周一", 1, "七(3)班", "美术"]]), term, wu)

    assert outcomes(run) == {"new": 1}


def test_a_number_of_somebody_else_is_wrong(term, people, two_wangs, wu):
    head = ["工号", "教师", "星期", "节次", "班级", "学科"]
    run = start(book([head, ["0088", "林晓", "周一", 1, "七(3)班", "语文"]]), term, wu)

    assert [p.code for v in Judge(run).judge().verdicts for p in v.problems] == [
        "lesson_number_name"
    ]


# -- Confirmed once, undone as one ----------------------------------------------------------------


def test_confirming_twice_enters_it_once(term, people, wu):
    run = start(by_teacher([1, "林晓", "", "七(3)语文"]), term, wu)
    confirm(run, wu)

    assert confirm_import(run, by=wu, fingerprint="") is None
    assert len(entered()) == 1


def test_a_preview_that_is_no_longer_true_is_shown_again(term, people, zhou, wu):
    run = start(by_teacher([1, "林晓", "", "七(3)语文", "七4语"]), term, wu)
    seen = Judge(run).judge().fingerprint
    EntryFactory(term=term, person=zhou, weekday=1, period=1)

    with pytest.raises(Refused) as refusal:
        confirm_import(run, by=wu, fingerprint=seen, leaves_out=True)

    assert refusal.value.code == "preview_outdated"


def test_undone_everything_is_as_before(term, people, lin, wu):
    EntryFactory(term=term, person=lin, weekday=1, period=1, class_name="七(5)班")
    before = entered()
    run = start(by_teacher([1, "林晓", "", "七(3)语文", "七4语"]), term, wu)
    confirm(run, wu)

    undo_import(run, by=wu)

    assert entered() == before


def test_what_was_built_upon_is_not_undone(term, people, wu):
    run = start(by_teacher([1, "林晓", "", "七(3)语文"]), term, wu)
    confirm(run, wu)
    Entry.objects.update(class_name="七(9)班")

    with pytest.raises(Refused) as refusal:
        undo_import(run, by=wu)

    assert refusal.value.code == "built_upon"


def test_after_seven_days_it_stays(term, people, wu, time_machine):
    run = start(by_teacher([1, "林晓", "", "七(3)语文"]), term, wu)
    time_machine.move_to("2026-09-01T10:00:00+08:00", tick=False)
    confirm(run, wu)
    time_machine.move_to(date(2026, 9, 9), tick=False)

    with pytest.raises(Refused) as refusal:
        undo_import(run, by=wu)

    assert refusal.value.code == "undo_too_late"


def test_judging_costs_the_same_for_any_sheet(term, people, wu, django_assert_max_num_queries):
    rows = [[n, "林晓", "", "七(3)语文"] for n in range(200)]
    run = start(by_teacher(*rows), term, wu)

    with django_assert_max_num_queries(6):
        Judge(run).judge()
