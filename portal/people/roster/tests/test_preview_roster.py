"""Each row of a sheet is new, changed, unchanged or wrong, with the reason cell by cell.

Rule: quality guide, "Imports, exports, documents"; domain guide §2.
"""

from datetime import date

import pytest

from portal.people.models import Group, User
from portal.people.roster.tests.sheets import HEADER, person
from portal.sheets.problems import Problem


def rows(run):
    return list(run.rows.order_by("position"))


def codes(row):
    return [code for code, _params, _column in row.problems]


def notes(row):
    return [code for code, _params, _column in row.notes]


def changes(row):
    return {slug: (old, new) for slug, old, new in row.changes}


def test_newcomers_with_merged_groups_are_new(read):
    run = read(
        person("0001", "陈静"),
        person("0002", "王 芳"),
        person("0003", "李伟", group="数学教研组"),
        merge_groups=True,
    )

    assert run.counts == {"new": 3}
    assert [row.values["main_group"] for row in rows(run)] == [
        "语文教研组",
        "语文教研组",
        "数学教研组",
    ]
    assert rows(run)[1].values["name"] == "王芳"


def test_preview_writes_nobody(read, wu):
    read(person("0001", "陈静"))

    assert not User.objects.filter(staff_number="0001").exists()
    assert not Group.objects.filter(name="语文教研组").exists()


def test_preview_says_what_would_be_made(read):
    run = read(person("0001", "陈静"))

    assert run.report["makes"] == {
        "research_group": ["语文教研组"],
        "prep_group": ["七年级语文备课组"],
        "subject": ["语文"],
    }


def test_file_is_removed_once_it_is_read(read):
    run = read(person("0001", "陈静"))

    assert not run.file


def test_number_cell_is_filled_up_like_its_neighbours(read):
    run = read(person("0007", "陈静"), person(87, "王芳"))

    row = rows(run)[1]
    assert row.values["staff_number"] == "0087"
    assert notes(row) == ["number_filled_up"]


def test_column_that_lost_its_zeros_finds_its_people_again(imported, read):
    imported(person("0007", "陈静"), person("0087", "王芳"))
    run = read(person(7, "陈静"), person(87, "王芳"))

    assert run.counts == {"unchanged": 2}
    assert notes(rows(run)[0]) == ["number_read_as"]


def test_ditto_is_resolved_and_refused_for_a_phone(read):
    run = read(
        person("0001", "陈静"),
        person("0002", "王芳", group="同上", prep="〃", phone="同上"),
    )

    row = rows(run)[1]
    assert row.values["main_group"] == "语文教研组"
    assert row.values["prep_groups"] == ["七年级语文备课组"]
    assert codes(row) == ["ditto_personal"]


def test_identity_card_column_is_not_read_and_not_kept(read):
    header = [*HEADER[:14], "身份证号码"]
    run = read(person("0001", "陈静", remark="320102198808010028"), header=header)

    assert [c["use"] for c in run.report["columns"] if c["label"] == "身份证号码"] == ["private"]
    assert "320102198808010028" not in str(rows(run)[0].given)


def test_identity_card_number_elsewhere_is_not_kept(read):
    run = read(person("0001", "陈静", remark="身份证 32010219880801002X 已核"))

    assert "32010219880801002" not in str((rows(run)[0].given, rows(run)[0].values))


def test_unknown_columns_are_named(read):
    header = ["行", *HEADER[1:14], "家庭住址"]
    run = read(person("0001", "陈静", remark="某路1号"), header=header)

    unknown = [c["label"] for c in run.report["columns"] if c["use"] == "unknown"]
    assert unknown == ["行", "家庭住址"]
    assert "某路1号" not in str(rows(run)[0].given)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"born": "1988年13月"}, "month_of_year"),
        ({"born": "1988"}, "month_missing"),
        ({"since": "2099-01"}, "date_in_future"),
        ({"phone": "1.38E+10"}, "number_digits_lost"),
        ({"phone": "12345"}, "phone_digits"),
        ({"mail": "not-a-mail"}, "mail_form"),
        ({"gender": "男/女"}, "gender_unknown"),
        ({"title": "特约教师"}, "title_unknown"),
        ({"honour": "骨干教师"}, "honour_level_missing"),
        ({"honour": "市劳模"}, "honour_unknown"),
        ({"class": "七(8)班、八(1)班"}, "class_unreadable"),
        ({"group": "=1+1"}, "text_formula"),
        ({"subject": "<b>语文</b>"}, "text_markup"),
    ],
    ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else value,
)
def test_wrong_cell_is_named_with_its_reason(read, cells, code):
    run = read(person("0001", "陈静", **cells))

    assert codes(rows(run)[0]) == [code]
    assert all(str(Problem.from_json(stored)) for stored in rows(run)[0].problems)


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://x")', "<script>alert(1)</script>", "@陈静", "+8613", "陈静1"]
)
def test_name_that_is_code_is_a_wrong_row(read, name):
    run = read(person("0001", name))

    assert rows(run)[0].outcome == "wrong"


def test_missing_number_and_name_are_wrong(read):
    run = read(person("", "陈静"), person("0002", ""))

    assert [codes(row) for row in rows(run)] == [["staff_number_missing"], ["name_missing"]]


def test_titles_honours_and_classes_are_read_in_any_words(read):
    run = read(
        person("0001", "陈静", title="中教二级", honour="市学科带头人", **{"class": "7（8）班"}),
        person("0002", "王芳", title="未定级", honour="特级教师", **{"class": "七年级8班"}),
    )

    first, second = rows(run)
    assert first.values["title"] == "second"
    assert first.values["honours"] == ["city:subject_leader"]
    assert first.values["class_teacher_of"] == second.values["class_teacher_of"] == "七(8)班"
    assert second.values["honours"] == ["province:special_grade"]
    assert "title" not in changes(second)


def test_number_phone_and_mail_twice_in_the_sheet(read):
    run = read(
        person("0001", "陈静"),
        person("0001", "王芳", phone="19911110000", mail="w@school.example"),
        person("0003", "李伟", phone="19900000001", mail="l@school.example"),
        person("0004", "张敏", mail="T0003@school.example"),
        person("0003", "赵强", phone="19911110009", mail="t0003@school.example"),
    )

    first, second, third, _fourth, fifth = rows(run)
    assert first.outcome == "asks"
    assert first.question["asked"][0] == "asks_number_twice"
    assert codes(second) == ["number_twice"]
    assert third.outcome == "asks"
    assert codes(fifth) == ["number_twice"]


def test_phone_twice_leaves_the_first_row_good(read):
    run = read(
        person("0001", "陈静"), person("0002", "王芳", phone="19900000001"), person("0003", "李伟")
    )

    first, second, _third = rows(run)
    assert (first.outcome, notes(first)) == ("new", ["also_in_row"])
    assert codes(second) == ["phone_twice"]


def test_same_person_twice_is_one_person(imported, read):
    imported(person("0001", "陈静"))
    run = read(person("0001", "陈静"), person("", "陈静", phone="19900000001"))

    assert rows(run)[1].outcome == "wrong"


def test_phone_and_mail_of_somebody_else_are_refused(imported, read):
    imported(person("0001", "陈静"), person("0002", "王芳"))
    run = read(person("0001", "陈静", phone="19900000002", mail="t0002@school.example"))

    assert codes(rows(run)[0]) == ["phone_taken", "mail_taken"]


def test_two_people_may_swap_their_phones(imported, read, confirm):
    imported(person("0001", "陈静"), person("0002", "王芳"))
    run = read(
        person("0001", "陈静", phone="19900000002"), person("0002", "王芳", phone="19900000001")
    )
    confirm(run)

    assert run.counts == {"changed": 2}
    assert User.objects.get(staff_number="0001").phone == "19900000002"


# -- Identity -------------------------------------------------------------------------------------


def test_phone_recognises_a_row_without_a_number(imported, read):
    imported(person("0001", "陈静"))
    run = read(person("", "陈静", phone="19900000001", title="高级教师"))

    row = rows(run)[0]
    assert row.outcome == "changed"
    assert changes(row) == {"title": ("first", "senior")}
    assert notes(row) == ["known_by_phone"]


def test_another_name_under_a_known_number_asks(imported, read):
    imported(person("0001", "陈静"))
    run = read(person("0001", "陈敬"))

    row = rows(run)[0]
    assert row.outcome == "asks"
    assert changes(row)["name"] == ("陈静", "陈敬")
    assert [choice for choice, _said in row.question["choices"]] == ["same", "skip"]


def test_unknown_number_with_a_known_phone_asks_who_it_is(imported, read):
    imported(person("0001", "陈静"))
    run = read(person("0900", "陈静", phone="19900000001"))

    person_id = User.objects.get(staff_number="0001").pk
    choices = [choice for choice, _said in rows(run)[0].question["choices"]]
    assert choices == [f"person:{person_id}", "new", "skip"]


def test_namesake_who_is_not_in_the_sheet_asks(imported, read):
    imported(person("0001", "王芳", born=""))
    run = read(person("0900", "王芳"))

    assert rows(run)[0].question["asked"][0] == "asks_namesake"


def test_namesake_with_a_row_or_birth_month_of_her_own_is_another_person(imported, read):
    imported(person("0001", "王芳"), person("0002", "李伟", born="1970-01"))
    run = read(person("0001", "王芳"), person("0900", "王芳"), person("0901", "李伟"))

    assert [row.outcome for row in rows(run)] == ["unchanged", "new", "new"]
    assert notes(rows(run)[1]) == ["namesake"]


def test_two_newcomers_of_one_name_are_two_people(imported):
    run = imported(person("0001", "王芳"), person("0002", "王芳"))

    assert run.counts == {"new": 2}
    assert User.objects.filter(name="王芳").count() == 2


# -- What is kept ---------------------------------------------------------------------------------


def test_empty_cells_keep_what_is_stored(imported, read):
    imported(person("0001", "陈静", honour="区骨干教师", **{"class": "八(3)班"}))
    empty = dict.fromkeys(
        ["gender", "born", "since", "subject", "title", "group", "prep", "class", "phone"], ""
    )
    run = read(person("0001", "陈静", mail="", honour="", **empty))

    assert run.counts == {"unchanged": 1}


def test_absent_people_are_listed_and_not_touched(imported, read, confirm, guest):
    imported(person("0001", "陈静"), person("0002", "王芳"))
    gone = User.objects.get(staff_number="0002")
    run = confirm(read(person("0001", "陈静", remark="班主任工作突出")))

    assert gone.pk in run.report["absent"]
    assert guest.pk not in run.report["absent"]
    gone.refresh_from_db()
    assert gone.is_active


def test_birth_month_is_stored_as_the_first_of_the_month(imported):
    imported(person("0001", "陈静", born="1988/08/04"))

    assert User.objects.get(staff_number="0001").birth_month == date(1988, 8, 1)


# -- Files that are none --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no sheet file"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        ("甲,乙\n1,2\n".encode(), "No header"),
        ("工号,姓名\n".encode(), "no filled row"),
    ],
)
def test_file_without_a_roster_says_why(read, wu, content, words):
    wu.language = "en"
    wu.save()

    run = read(content=content)

    assert run.state == "reading"
    assert run.job.state == "failed"
    assert words in run.job.message
