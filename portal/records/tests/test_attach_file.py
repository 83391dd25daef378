"""What may be attached, judged by its content; what is kept of a picture.

Rule: docs/rules.md#records. The hostile files are made here, byte by byte.
"""

import io
import struct
import zlib

import pillow_heif
import pytest
from PIL import Image

from portal.records.attach import MAX_EDGE, SMALL_EDGE, attach_file, clean_name, remove_attachment
from portal.records.models import Attachment
from portal.refusal import Refused
from research.reflections.tests.factories import LessonReflectionFactory
from tests.files import document, package, photo, raw


@pytest.fixture
def record(lin, sixth_week):
    return LessonReflectionFactory(author=lin)


def attached(upload, record):
    return attach_file(upload, by=record.author, record=record)


def refusal_of(upload, record):
    with pytest.raises(Refused) as refused:
        attached(upload, record)
    assert not Attachment.objects.exists()
    return refused.value.code


def with_exif():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "A phone"
    exif.get_ifd(0x8825)[2] = (31.0, 57.0, 0.0)  # where it was taken
    return photo("手机.jpg", (400, 300), exif=exif)


def huge_png(width, height):
    """A valid header that promises more pixels than anybody has memory for."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    body = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + body + b"\x00\x00\x00\x00IEND\xaeB`\x82"


def test_a_photo_is_turned_upright_and_tells_nothing_of_its_phone(record):
    attachment = attached(with_exif(), record)

    stored = Image.open(attachment.file)
    assert (stored.width, stored.height) == (300, 400)
    assert dict(stored.getexif()) == {}
    assert b"A phone" not in attachment.file.open().read()


def test_a_large_photo_is_made_smaller_and_has_a_small_variant(record):
    attachment = attached(photo(size=(4000, 3000)), record)

    assert (attachment.width, attachment.height) == (MAX_EDGE, 1920)
    assert max(Image.open(attachment.small).size) == SMALL_EDGE


def test_an_iphones_photo_becomes_a_jpeg(record):
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (320, 240), "#336")).save(out)

    attachment = attached(raw("IMG_0001.HEIC", out.getvalue()), record)

    assert (attachment.content_type, attachment.name) == ("image/jpeg", "IMG_0001.jpg")
    assert Image.open(attachment.file).format == "JPEG"


def test_a_drawing_with_holes_stays_a_png(record):
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")

    assert attached(raw("图.png", out.getvalue()), record).content_type == "image/png"


@pytest.mark.parametrize(
    ("part", "suffix"),
    [("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx")],
)
def test_office_documents_are_taken_for_what_they_hold(record, part, suffix):
    upload = package("[Content_Types].xml", part, name="教案.bin")

    assert attached(upload, record).name == f"教案.{suffix}"


def test_a_pdf_is_kept_as_it_is_with_its_checksum(record):
    attachment = attached(raw("计划.pdf", b"%PDF-1.7\n..."), record)

    assert (attachment.content_type, attachment.is_picture) == ("application/pdf", False)
    assert attachment.file.open().read() == b"%PDF-1.7\n..."
    assert len(attachment.sha256) == 64


def test_a_file_is_stored_under_a_name_nobody_can_guess(record):
    attachment = attached(photo("黑板.jpg"), record)

    assert "黑板" not in attachment.file.name
    assert attachment.name == "黑板.jpg"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("照片.jpg", b"MZ\x90\x00\x03", "file_type"),
        ("照片.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "file_type"),
        ("网页.pdf", b"<html><script>alert(1)</script></html>", "file_type"),
        ("旧文档.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file_type"),
        ("压缩.rar", b"Rar!\x1a\x07\x01\x00", "file_type"),
        ("压缩.7z", b"7z\xbc\xaf\x27\x1c", "file_type"),
        ("空.jpg", b"", "file_empty"),
        ("坏.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 40, "file_type"),
        ("半.jpg", photo(size=(900, 900)).read()[:2000], "picture_broken"),
        ("坏.zip", b"PK\x03\x04broken", "file_type"),
    ],
    ids=[
        "program",
        "svg",
        "html",
        "old Word",
        "rar",
        "7z",
        "empty",
        "no jpeg",
        "half a jpeg",
        "broken zip",
    ],
)
def test_what_is_refused(record, name, content, code):
    assert refusal_of(raw(name, content), record) == code


def test_an_archive_is_refused(record):
    assert refusal_of(package("a.txt", name="全部.zip"), record) == "file_type"


def test_macros_are_refused_even_under_an_innocent_name(record):
    assert refusal_of(document("教案.docx", "word/vbaProject.bin"), record) == "file_macros"


def test_a_zip_bomb_in_a_document_is_refused(record):
    bomb = package(
        "[Content_Types].xml", "word/document.xml", name="x.docx", content=b"0" * 160_000_000
    )

    assert refusal_of(bomb, record) == "file_type"


def test_a_picture_that_promises_too_many_pixels_is_refused_unopened(record):
    code = refusal_of(raw("大.png", huge_png(60_000, 60_000)), record)

    assert code == "picture_too_large"


def test_a_picture_with_a_program_behind_it_loses_the_program(record):
    upload = raw("照片.jpg", photo().read() + b"<?php system($_GET['c']); ?>")

    assert b"php" not in attached(upload, record).file.open().read()


def test_size_is_limited_by_setting(record, settings):
    settings.PORTAL_UPLOAD_MAX_MB = 1

    assert refusal_of(raw("大.pdf", b"%PDF-" + b"0" * 1_100_000), record) == "file_too_large"


def test_number_is_limited_by_the_kind(record):
    for number in range(9):
        attached(raw(f"{number}.pdf", b"%PDF-1"), record)

    with pytest.raises(Refused) as refused:
        attached(raw("第十.pdf", b"%PDF-1"), record)

    assert refused.value.code == "too_many_files"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\学校\\教案.docx", "教案.docx"),
        ("照片\u202egnp.exe", "照片gnp.exe"),
        ('a"<b>\r\nc.pdf', "abc.pdf"),
        ("", "file"),
        ("...", "file"),
    ],
    ids=["climbs up", "windows path", "right to left", "header", "empty", "dots"],
)
def test_names_are_cleaned(name, clean):
    assert clean_name(name) == clean


def test_removing_deletes_the_bytes_once_it_is_certain(record, django_capture_on_commit_callbacks):
    attachment = attached(photo(), record)
    storage, paths = attachment.file.storage, [attachment.file.name, attachment.small.name]

    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(attachment)

    assert [storage.exists(path) for path in paths] == [False, False]
