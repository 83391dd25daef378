"""One cell of a timetable, in the shapes schools write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.people.models import Subject
from portal.sheets.problems import CellProblem
from research.timetable.sheet.cell import Said, parse_for_class, parse_for_teacher, text_of
from research.timetable.sheet.words import SubjectWords, period_in, periods_in, weekday_in, weeks_in

NAMES = ["语文", "数学", "英语", "物理", "化学", "道德与法治", "历史", "地理", "生物",
         "信息科技", "体育", "音乐", "美术", "心理健康"]  # fmt: skip
SUBJECTS = SubjectWords([Subject(pk=n, name=name) for n, name in enumerate(NAMES, 1)])


def teacher_cell(text):
    return parse_for_teacher(text_of(text), SUBJECTS)


def class_cell(text, names=("陈静", "王芳", "单晓芳", "史文")):
    return parse_for_class(text_of(text), SUBJECTS, set(names))


def code_of(parse, text):
    with pytest.raises(CellProblem) as problem:
        parse(text)
    return problem.value.code


@pytest.mark.parametrize(
    "text",
    ["七(3)语文", "语文 七3", "七（3）班语文", "七年级3班 语文", "7(3)语文", "语文七（３）",
     "703班语文", "初一(3)班语文", "语文\n七(3)", "七3语文"],
)  # fmt: skip
def test_class_and_subject_in_either_order(text):
    assert teacher_cell(text) == [Said("七(3)班", "语文")]


@pytest.mark.parametrize(
    ("text", "weeks"),
    [("七3语（单）", "odd"), ("七(3)语(双周)", "even"), ("七3语 单周", "odd"),
     ("七3(单)语", "odd"), ("(双)七3语", "even"), ("七3语双", "even"),
     ("七3语（单双周）", "every"), ("七3语", "every")],
)  # fmt: skip
def test_single_and_double_weeks(text, weeks):
    assert teacher_cell(text) == [Said("七(3)班", "语", weeks=weeks)]


@pytest.mark.parametrize(
    "text",
    [
        "七3语(单)/七4语(双)",
        "七3语(单) 七4语(双)",
        "单周七3语 双周七4语",
        "七3语（单）\n七4语（双）",
    ],
)
def test_two_lessons_that_share_an_hour(text):
    assert teacher_cell(text) == [
        Said("七(3)班", "语", weeks="odd"),
        Said("七(4)班", "语", weeks="even"),
    ]


def test_a_class_alone_means_the_teachers_own_subject():
    assert teacher_cell("八(12)班") == [Said("八(12)班", "")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("语文", "lesson_no_class"),
        ("七(3) 七(4) 语文", "lesson_two_classes"),
        ("七(3)魔法", "lesson_subject"),
        ("73语文", "class_unreadable"),
    ],
)
def test_what_cannot_be_meant(text, code):
    assert code_of(teacher_cell, text) == code


@pytest.mark.parametrize(
    "text", ["语文 陈静", "语文陈静", "陈静 语文", "语文\n陈静", "语文(陈静)", "语文/陈静"]
)
def test_subject_and_teacher_in_either_order(text):
    assert class_cell(text) == [Said("", "语文", "陈静")]


def test_a_name_that_begins_like_a_subject_or_a_week():
    assert class_cell("史文") == [Said("", "", "史文")]
    assert class_cell("语文 单晓芳") == [Said("", "语文", "单晓芳")]


def test_a_staff_number_stands_behind_the_name():
    assert class_cell("语文 王芳0087") == [Said("", "语文", "王芳", "0087")]


def test_two_teachers_by_week():
    assert class_cell("音乐 陈静(单)/美术 王芳(双)") == [
        Said("", "音乐", "陈静", weeks="odd"),
        Said("", "美术", "王芳", weeks="even"),
    ]


def test_a_subject_without_a_teacher_is_no_lesson():
    assert code_of(class_cell, "体育") == "lesson_no_teacher"


@pytest.mark.parametrize(
    ("text", "period"),
    [("第1节", 1), ("1", 1), ("第三节", 3), ("4节", 4), ("早读", None), ("0", None)],
)
def test_periods(text, period):
    assert period_in(text) == period


def test_several_periods_of_a_list():
    assert (periods_in("1-2"), periods_in("3、4"), periods_in("晚自习")) == ([1, 2], [3, 4], [])


def test_weekdays_and_weeks():
    assert [weekday_in(t) for t in ("周一", "星期三", "礼拜天", "Tue", "语文")] == [
        1,
        3,
        7,
        2,
        None,
    ]
    assert [weeks_in(t) for t in ("", "单周", "双", "每周", "隔周")] == [
        "every", "odd", "even", "every", None,
    ]  # fmt: skip


# -- Whatever a cell holds ------------------------------------------------------------------------

_GRADES = st.sampled_from("七八九")
_CLASSES = st.tuples(
    _GRADES,
    st.integers(1, 20),
    st.sampled_from(["{0}({1})", "{0}（{1}）班", "{0}年级{1}班", "{0}{1}"]),
)


@given(
    of=_CLASSES,
    subject=st.sampled_from(["语文", "数", "道法", "体育", ""]),
    weeks=st.sampled_from([("", "every"), ("(单)", "odd"), ("双周", "even"), ("（双）", "even")]),
    between=st.sampled_from(["", " ", "  ", "\u3000"]),
    subject_first=st.booleans(),
)
def test_every_spelling_of_a_lesson_reads_alike(of, subject, weeks, between, subject_first):
    grade, number, form = of
    parts = [form.format(grade, number), subject]
    text = between.join(reversed(parts) if subject_first else parts) + weeks[0]

    assert teacher_cell(text) == [Said(f"{grade}({number})班", subject, weeks=weeks[1])]


def read_or_refuse(parse, text):
    """The weeks of what was read, or the reason in words."""
    try:
        return [said.weeks for said in parse(text)]
    except CellProblem as problem:
        return str(problem.about(""))


@given(st.text(alphabet="七八九语文数学单双周班年级()（）123456789 /\n陈静", max_size=24))
def test_no_cell_breaks_the_parser(text):
    assert read_or_refuse(teacher_cell, text)
    assert read_or_refuse(class_cell, text)


@given(st.text(max_size=40))
def test_no_text_at_all_breaks_it(text):
    assert read_or_refuse(teacher_cell, text)
