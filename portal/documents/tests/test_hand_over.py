"""How a document and a QR code reach a browser."""

from xml.etree import ElementTree as ET

import pytest

from portal.documents.pictures import LARGEST, printable_picture
from portal.documents.qr import qr_svg
from portal.documents.responses import pdf_response, word_response
from portal.documents.tests.papers import picture_bytes


def test_document_is_a_download_under_its_chinese_name():
    response = word_response(b"PK", "听课记录表.docx")

    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%90%AC")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"].endswith("wordprocessingml.document")


def test_pdf_can_be_shown_in_the_page():
    assert pdf_response(b"%PDF", "a.pdf", inline=True)["Content-Disposition"].startswith("inline")


def test_file_name_cannot_write_a_header():
    disposition = pdf_response(b"", 'a"\r\nX: y/..\\b.pdf')["Content-Disposition"]

    assert disposition == 'attachment; filename="aX y..b.pdf"'


def test_qr_code_is_a_picture_with_a_name_and_nothing_that_csp_forbids():
    svg = qr_svg("https://portal.test/s/abc?x=1&y=2", 'Sign in "here"')
    root = ET.fromstring(svg)

    assert root.get("role") == "img"
    assert root.get("aria-label") == 'Sign in "here"'
    assert "style" not in svg
    assert "script" not in svg


def test_qr_code_has_the_modules_segno_made():
    import segno

    dark = sum(map(sum, segno.make("林晓", error="m", micro=False).matrix))
    path = ET.fromstring(qr_svg("林晓", "x")).find("path").get("d")

    assert sum(int(stroke.partition("h")[2]) for stroke in path.split("M")[1:]) == dark


def test_small_picture_is_printed_as_it_is():
    data = picture_bytes()

    assert printable_picture(data) == (data, "png")


def test_large_picture_is_made_as_small_as_paper_needs():
    from io import BytesIO

    from PIL import Image

    content, extension = printable_picture(picture_bytes((4000, 3000), "JPEG"))

    assert extension == "jpg"
    assert max(Image.open(BytesIO(content)).size) == LARGEST


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='x'/>", b"%PDF-1.7", picture_bytes()[:60]])
def test_what_is_no_picture_is_none(data):
    assert printable_picture(data) is None
