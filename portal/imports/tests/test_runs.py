"""What an import knows of itself, whatever it imports: counts, and how long it can be undone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.imports.pages import columns_by_use
from portal.people.models import ImportRun

NOON = datetime(2026, 10, 7, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def run(**fields):
    return ImportRun(file_name="花名册.xlsx", **fields)


def test_good_rows_are_those_that_would_be_written():
    given = run(counts={"new": 3, "changed": 2, "unchanged": 9, "wrong": 1, "asks": 4})

    assert (given.good, given.held_back, given.count("new", "unchanged")) == (5, 5, 12)


@pytest.mark.parametrize(
    ("state", "age", "can"),
    [
        ("done", timedelta(days=7), True),
        ("done", timedelta(days=7, seconds=1), False),
        ("ready", timedelta(0), False),
        ("undone", timedelta(0), False),
    ],
)
def test_it_can_be_undone_for_seven_days(state, age, can, time_machine):
    time_machine.move_to(NOON + age, tick=False)

    assert run(state=state, applied_at=NOON).can_be_undone is can


def test_what_was_never_applied_cannot_be_undone():
    assert run(state="ready").undo_until is None


def test_columns_that_were_not_read_are_named_by_why():
    columns = [
        {"label": "姓名", "use": "field"},
        {"label": "序号", "use": "unknown"},
        {"label": "身份证号", "use": "private"},
    ]

    assert columns_by_use({"columns": columns}) == {
        "unknown": "序号",
        "again": "",
        "private": "身份证号",
    }
