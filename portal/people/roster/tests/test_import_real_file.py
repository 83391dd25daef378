"""The school's own files, where they lie beside the repository: the whole main job."""

from pathlib import Path

import pytest

from portal.people.models import User

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
pytestmark = pytest.mark.school_files


def test_roster_is_186_new_and_then_186_unchanged(read, confirm):
    content = (DATA / "roster.xlsx").read_bytes()

    first = read(content=content)
    assert first.counts == {"new": 186}
    assert first.report["filled"] == 186
    assert first.report["hidden"] == ["离退休"]
    done = confirm(first)

    assert done.state == "done"
    assert User.objects.filter(staff_number__regex=r"^0\d{3}$").count() == 186
    assert not User.objects.filter(name="不应导入").exists()
    assert read(content=content).counts == {"unchanged": 186}


def test_wrong_rows_are_named_with_their_reason(read):
    run = read(content=(DATA / "roster-with-errors.xlsx").read_bytes())

    wrong = {row.number: row.problems for row in run.rows.filter(outcome="wrong")}
    assert {number: problems[0][0] for number, problems in wrong.items()} == {
        44: "number_twice",
        45: "name_missing",
        46: "staff_number_missing",
        47: "month_of_year",
        48: "phone_digits",
        49: "mail_form",
        50: "name_missing",
        51: "text_markup",
    }
    assert run.counts == {"asks": 1, "new": 39, "wrong": 8}
