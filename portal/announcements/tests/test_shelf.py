"""The shelf: versions are kept, the newest is the one to download."""

from datetime import date

import pytest

from portal.announcements.models import ShelfDocument
from portal.announcements.shelve import add_version, rename_document, shelve_document, take_down
from portal.refusal import Refused
from tests.files import document, package, raw

SPRING, AUTUMN = date(2026, 3, 1), date(2026, 9, 1)


def shelved(by, title="听课记录表", upload=None, category="表格"):
    return shelve_document(
        category=category, title=title, upload=upload or document("听课记录表.docx"),
        version_on=SPRING, by=by,
    )  # fmt: skip


def test_newer_version_stands_first_and_the_older_stays(wu):
    form = shelved(wu)

    add_version(form, upload=document("听课记录表（新）.docx"), version_on=AUTUMN, by=wu)

    assert list(form.versions.values_list("version_on", flat=True)) == [AUTUMN, SPRING]


def test_title_stands_once_in_its_category(wu):
    shelved(wu)

    with pytest.raises(Refused) as refusal:
        shelved(wu)

    assert refusal.value.code == "on_shelf"


def test_what_was_taken_down_comes_back_under_its_title(wu):
    form = shelved(wu)
    take_down(form)
    assert not ShelfDocument.objects.on_shelf().exists()

    assert shelved(wu) == form
    assert ShelfDocument.objects.on_shelf().get().versions.count() == 2


def test_two_documents_never_get_one_title(wu):
    shelved(wu)
    other = shelved(wu, title="评课表")

    with pytest.raises(Refused) as refusal:
        rename_document(other, category="表格", title="听课记录表")

    assert refusal.value.code == "on_shelf"


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (lambda: raw("病毒.docx", b"MZ" + b"\0" * 100), "file_type"),
        (lambda: package("a.txt", name="压缩.zip"), "file_type"),
        (lambda: document("宏.docx", "word/vbaProject.bin"), "file_macros"),
        (lambda: raw("空.pdf", b""), "file_empty"),
    ],
)
def test_file_is_judged_by_its_content(wu, upload, code):
    with pytest.raises(Refused) as refusal:
        shelved(wu, upload=upload())

    assert refusal.value.code == code
    assert not ShelfDocument.objects.exists()
