"""Our own sheets: the export imports as unchanged, the template reads, rejected rows return."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from portal.people.models import User
from portal.people.roster.export import rejected_workbook, staff_workbook, template_workbook
from portal.people.roster.tests.sheets import person


def cells_of(response):
    sheet = load_workbook(io.BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_export_imports_again_as_unchanged(imported, read, language, lin, zhou):
    imported(
        person("0001", "陈静", honour="市学科带头人、特级教师", **{"class": "7（8）班"}),
        person("0002", "王芳", title="未定级", remark="-兼职"),
        person("0003", "李伟", phone="", mail=""),
    )

    with translation.override(language):
        sheet = staff_workbook(User.objects.order_by("pinyin"))
    run = read(content=sheet.content)

    assert run.counts == {"unchanged": User.objects.count()}
    assert run.report["absent"] == []


def test_export_page_gives_what_the_list_shows(imported, client, wu):
    imported(person("0001", "陈静"), person("0002", "王芳"))
    client.force_login(wu)

    response = client.get(reverse("people:staff_export"), {"q": "陈静"})

    rows = cells_of(response)
    assert rows[1][:2] == ["工号", "姓名"]
    assert [row[:2] for row in rows[2:]] == [["0001", "陈静"]]


def test_template_reads_as_a_roster(read):
    run = read(content=template_workbook().content)

    assert run.counts == {"new": 1}
    assert [c for c in run.report["columns"] if c["use"] != "read"] == []


def test_rejected_rows_keep_their_cells_and_give_the_reason(read):
    run = read(
        person("0001", "陈静"), person(87.0, "王芳", born="1988年13月", phone=12345, remark="=1+1")
    )

    rows = cells_of(rejected_workbook(run))

    assert len(rows) == 3
    given = dict(zip(rows[1], rows[2], strict=True))
    assert given["出生年月"] == "1988年13月"
    assert given["手机号码"] == 12345
    assert given["备注"] == "'=1+1"
    reasons = rows[2][0].split("\n")
    assert len(reasons) == 2
    assert "13" in reasons[0]


def test_rejected_rows_are_imported_once_they_are_mended(read, confirm):
    run = read(person("0001", "陈静", born="1988年13月"))
    sheet = load_workbook(io.BytesIO(rejected_workbook(run).content))
    for cell in next(iter(sheet.active.iter_rows(min_row=3))):
        if cell.value == "1988年13月":
            cell.value = "1988年12月"
    stream = io.BytesIO()
    sheet.save(stream)

    assert confirm(read(content=stream.getvalue())).state == "done"
