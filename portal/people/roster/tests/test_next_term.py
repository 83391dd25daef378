"""The sheet of next term, from the upload to the undo: the whole scenario in one reading.

Two phones changed, one phone cell emptied, three people gone, two newcomers,
two different people of one name. Nobody is matched by name alone.
"""

import io
import re
import zipfile

import pytest

from portal.people.models import User
from portal.people.roster.tests.sheets import person, roster

BORN = {"0005": "1971-05", "0006": "1972-06"}
THIS_TERM = [
    person("0001", "陈静"),
    person("0002", "王芳"),
    person("0003", "李伟", group="数学教研组"),
    person("0004", "张敏", group="数学教研组"),
    person("0005", "赵强", group="数学教研组", born=BORN["0005"]),
    person("0006", "孙丽", group="英语教研组", born=BORN["0006"]),
    person("0007", "周杰", group="英语教研组"),
]
NEXT_TERM = [
    person("0001", "陈静", phone="19911110001"),
    person("0002", "王芳", phone="19911110002"),
    person("0003", "李伟", group="数学教研组", phone=""),
    person("0004", "张敏", group="数学教研组"),
    person("0008", "王芳", born="1999-02", group="英语教研组"),
    person("0009", "吴涛", born="2000-01", group="英语教研组"),
]


@pytest.fixture
def preview(imported, read):
    imported(*THIS_TERM, merge_groups=True)
    return read(*NEXT_TERM, merge_groups=True)


def test_counts(preview):
    assert preview.counts == {"changed": 2, "unchanged": 2, "new": 2}


def test_changed_cells_show_old_and_new(preview):
    changed = {row.number: row.changes for row in preview.rows.filter(outcome="changed")}

    assert changed == {
        4: [["phone", "19900000001", "19911110001"]],
        5: [["phone", "19900000002", "19911110002"]],
    }


def test_two_people_of_one_name_are_told_apart(preview, confirm):
    confirm(preview)

    assert {user.staff_number for user in User.objects.filter(name="王芳")} == {"0002", "0008"}
    assert User.objects.get(staff_number="0002").phone == "19911110002"


def test_empty_phone_keeps_the_stored_one(preview, confirm):
    confirm(preview)

    assert User.objects.get(staff_number="0003").phone == "19900000003"


def test_the_three_who_are_gone_are_listed_and_stay(preview, confirm, wu):
    confirm(preview)

    gone = User.objects.filter(staff_number__in=["0005", "0006", "0007"])
    assert set(preview.report["absent"]) == {*gone.values_list("pk", flat=True), wu.pk}
    assert all(user.is_active and user.status == "active" for user in gone)


def test_it_is_undone_as_one(preview, confirm, undo):
    before = set(User.objects.values_list("staff_number", "name", "phone"))

    undo(confirm(preview))

    assert set(User.objects.values_list("staff_number", "name", "phone")) == before


def test_wps_file_with_a_wrong_dimension_gives_the_same(preview, read):
    again = read(content=with_dimension(roster(*NEXT_TERM, merge_groups=True), "A1"))

    assert again.counts == preview.counts
    assert again.report["filled"] == 6


def with_dimension(content, reference):
    """The same file as WPS writes it: the cells are all there, the dimension lies."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data, count = re.subn(
                    rb'<dimension ref="[^"]*"\s*/>',
                    f'<dimension ref="{reference}"/>'.encode(),
                    data,
                )
                assert count == 1
            new.writestr(name, data)
    return stream.getvalue()
