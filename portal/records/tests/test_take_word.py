"""Taking a Word file into a form: its text, its pictures, and the file itself.

The form comes back as a draft; nothing is handed in unread, and what was typed
stays. Rule: docs/rules.md#word-files.
"""

import io
import zipfile
from contextlib import suppress
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from portal.records.kinds import kinds
from portal.records.models import Attachment, FormDraft, Record
from portal.records.prose import clean_prose, pictures_in, prose_to_text
from portal.records.word.package import require_word
from portal.records.word.read import read_word
from portal.refusal import Refused
from research.reflections.models import Case, LessonReflection
from tests.files import document, package, photo
from tests.forms import fields_of
from tests.words import picture_bytes, word_bytes, word_file

NEW = "/research/lesson-reflections/new/"


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


@pytest.fixture
def writing(client, lin, zhou, sixth_week):
    client.force_login(lin)
    return fields_of(client.get(NEW), having="lesson_topic")


def take(client, writing, *files, to=NEW, **typed):
    upload = {"word": files[0]} if files else {}
    return client.post(to, writing | typed | {"then": "word"} | upload, follow=True)


# -- It happens -----------------------------------------------------------------------------------


def test_headings_fill_the_texts_they_name(client, writing):
    response = take(
        client,
        writing,
        word_file(
            "# 《背影》教学反思",
            "**一、成功之处",
            "朗读充分",
            "不足之处：时间不够",
            "# 改进措施",
            "先读后议",
        ),
    )

    fields = fields_of(response, having="lesson_topic")
    assert fields["lesson_topic"] == "《背影》教学反思"
    assert (fields["worked"], fields["failed"], fields["next_time"]) == (
        "朗读充分",
        "时间不够",
        "先读后议",
    )
    assert "12 characters were taken" in response.content.decode()
    assert not Record.objects.exists()


def test_the_original_and_its_pictures_hang_off_the_draft_and_then_the_record(client, writing):
    response = take(client, writing, word_file("正文", picture_bytes(), "完"))
    client.post(NEW, fields_of(response, having="lesson_topic") | {"then": "draft"})

    record = LessonReflection.objects.get()
    picture = record.attachments.get(is_picture=True)
    assert pictures_in(record.worked) == [picture.uid]
    assert record.attachments.get(is_picture=False).name == "林晓-背影教学反思.docx"
    assert prose_to_text(record.worked) == "正文\n完"


def test_without_a_heading_the_title_is_the_files_without_the_own_name(client, writing):
    response = take(client, writing, word_file("只有正文", name="1001-林晓-背影.docx"))

    assert fields_of(response, having="lesson_topic")["lesson_topic"] == "背影"


def test_what_was_typed_stays_and_the_documents_text_stands_below(client, writing):
    response = take(
        client, writing, word_file("# 春", "来自文件"), lesson_topic="我的题目", worked="先写的"
    )

    fields = fields_of(response, having="lesson_topic")
    assert (fields["lesson_topic"], fields["worked"]) == ("我的题目", "先写的\n\n来自文件")


def test_the_same_file_once_more_adds_nothing(client, writing):
    first = fields_of(take(client, writing, word_file("甲", "乙")), having="lesson_topic")

    again = fields_of(take(client, first, word_file("甲", "乙")), having="lesson_topic")

    assert again["worked"] == first["worked"] == "甲\n\n乙"
    assert Attachment.objects.count() == 1


def test_a_printed_form_of_the_school_reads_back_by_its_rows(client, writing):
    table = [
        ["课题", "背影", "班级", "八(3)"],
        ["姓名", "林晓", "日期", "10月7日"],
        ["成功之处", "朗读充分", "", ""],
        ["不足之处", "时间不够", "", ""],
    ]

    fields = fields_of(take(client, writing, word_file(table)), having="lesson_topic")

    assert (fields["lesson_topic"], fields["worked"], fields["failed"]) == (
        "背影",
        "朗读充分",
        "时间不够",
    )


def test_a_table_that_is_no_form_stays_a_table(client, writing):
    fields = fields_of(
        take(client, writing, word_file("成绩", [["甲", "90"], ["乙", "85"]])),
        having="lesson_topic",
    )

    assert "<td><p>甲</p></td>" in unescape(fields["worked"])


def test_a_case_is_taken_apart_by_its_own_labels(client, lin, zhou, sixth_week):
    client.force_login(lin)
    new = "/research/cases/new/"
    writing = fields_of(client.get(new), having="situation")

    page = take(
        client, writing, word_file("# 迟到的孩子", "# 案例背景", "起因", "# 反思", "所得"), to=new
    )
    client.post(new, fields_of(page, having="situation") | {"then": "draft"})

    case = Case.objects.get()
    assert (case.title, case.situation, case.action, case.analysis) == (
        "迟到的孩子",
        "<p>起因</p>",
        "",
        "<p>所得</p>",
    )


def test_pictures_beyond_the_limit_are_named_and_stay_in_the_file(client, writing):
    pictures = [picture_bytes(f"#0000{n:02x}") for n in range(10)]

    page = take(client, writing, word_file("文", *pictures)).content.decode()

    assert "2 pictures did not come along" in page
    assert Attachment.objects.count() == 9


def test_a_picture_that_no_page_shows_is_left_out(client, writing):
    content = word_bytes("文", picture_bytes())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            is_picture = part.filename.startswith("word/media/")
            new.writestr(part, b"\x01\x00\x09\x00EMF" if is_picture else old.read(part))
    upload = SimpleUploadedFile("a.docx", out.getvalue())

    page = take(client, writing, upload).content.decode()

    assert "1 picture did not come along" in page


# -- It is refused --------------------------------------------------------------------------------


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PASSWORD = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", b"<x/>")
        made.writestr("word/document.xml", bytes(20 * 1024 * 1024))
    return SimpleUploadedFile("弹.docx", out.getvalue())


def entities():
    text = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    return package("[Content_Types].xml", "word/document.xml", content=text)


@pytest.mark.parametrize(
    ("code", "upload"),
    [
        ("word_old", lambda: SimpleUploadedFile("旧.doc", OLE + bytes(600))),
        ("word_encrypted", lambda: SimpleUploadedFile("密.docx", PASSWORD)),
        ("word_macros", lambda: document("宏.docm", "word/vbaProject.bin")),
        ("word_other", lambda: package("xl/workbook.xml", "[Content_Types].xml", name="表.docx")),
        ("word_other", photo),
        ("word_other", lambda: SimpleUploadedFile("空.docx", b"x")),
        ("word_broken", document),
        ("word_broken", lambda: SimpleUploadedFile("半.docx", word_bytes("甲")[:900])),
        ("word_broken", entities),
        ("word_too_large", bomb),
        ("word_empty", lambda: word_file("", "  ")),
        ("word_empty", lambda: word_file(picture_bytes())),
    ],
)
def test_what_cannot_be_read_says_why(code, upload):
    file = upload()

    with pytest.raises(Refused) as refusal:
        read_word(file.read(), file.name, kind=kinds.get("case"))

    assert refusal.value.code == code
    assert file.name in str(refusal.value.message)


def test_a_refusal_keeps_what_was_typed_and_makes_no_draft_of_the_file(client, writing):
    response = take(client, writing, SimpleUploadedFile("旧.doc", OLE), worked="写了很多")

    page = response.content.decode()
    assert response.status_code == 422
    assert "choose “Save as”" in page
    assert "写了很多" in page
    assert not Attachment.objects.exists()


def test_without_a_file_the_form_says_so(client, writing):
    response = take(client, writing, worked="写了很多")

    assert response.status_code == 422
    assert "Choose the Word file first." in response.content.decode()
    assert not FormDraft.objects.exists()


def test_a_picture_outside_the_package_is_never_fetched():
    """Mammoth opens linked pictures by their path unless it is told not to."""
    content = word_bytes("文", picture_bytes())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "word/_rels/document.xml.rels":
                data = data.replace(
                    b'Target="media/image1.png"',
                    b'Target="file:///etc/passwd" TargetMode="External"',
                )
            if part.filename == "word/document.xml":
                data = data.replace(b"r:embed", b"r:link")
            new.writestr(part, data)
    seen = []

    with suppress(Refused):
        read_word(out.getvalue(), "a.docx", kind=kinds.get("case"), keep=seen.append)

    assert seen == []


def test_scripts_in_a_document_come_to_nothing(client, writing):
    text = read_word(
        word_bytes("<script>alert(1)</script>", "# <img src=x onerror=alert(1)>"),
        "a.docx",
        kind=kinds.get("case"),
    )

    assert "<script" not in clean_prose("".join(text.texts.values()))


def test_a_proper_document_passes():
    require_word(word_bytes("甲"), "a.docx")
