"""A form as Word: a document that opens, and in which headings, lists and links are such."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from portal.documents.form import Field, Form, Picture, Pictures, Prose, Table
from portal.documents.tests.papers import EVERYTHING, HARMFUL, activity_form, picture_bytes
from portal.documents.word import form_docx
from tests.papers import word_file, word_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body_of(form):
    return word_file(form_docx(form)).element.body


def test_everything_on_the_form_can_be_read_in_the_file():
    text = word_text(form_docx(activity_form()))

    for words in EVERYTHING:
        assert words in text


def test_every_part_of_the_file_is_sound_xml():
    with zipfile.ZipFile(io.BytesIO(form_docx(activity_form()))) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(package.read(name))


def test_every_cell_ends_with_a_paragraph():
    """Word calls a file damaged whose cell ends with a table."""
    cells = list(body_of(activity_form()).iter(f"{W}tc"))

    assert cells
    assert all(cell[-1].tag == f"{W}p" for cell in cells)


def test_bold_is_bold_and_sans():
    form = Form("表", [Prose("过程", "<p>平<strong>重</strong></p>")])
    bold = [run for run in body_of(form).iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]

    assert [run.text for run in bold] == ["重"]
    assert bold[0].find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "黑体"


def test_headings_of_a_text_are_headings():
    document = word_file(form_docx(Form("表", [Prose("过程", "<h2>导入</h2><p>话</p>")])))
    styles = {
        paragraph.text: paragraph.style.name
        for paragraph in document.tables[0].cell(0, 1).paragraphs
    }

    assert styles["导入"] == "Heading 3"
    assert document.paragraphs[1].style.name == "Heading 1"


def test_second_list_counts_from_one_again():
    text = "<ol><li>甲</li><li>乙</li></ol><p>话</p><ol><li>丙</li></ol>"
    numbers = [p.get(f"{W}val") for p in body_of(Form("表", [Prose("过", text)])).iter(f"{W}numId")]

    assert numbers[0] == numbers[1] != numbers[2]


def test_link_leads_where_it_says():
    document = word_file(form_docx(activity_form()))
    targets = [r.target_ref for r in document.part.rels.values() if r.is_external]

    assert targets == ["https://example.org/a?b=c"]


def test_pictures_are_in_the_file_and_fit_their_column():
    form = Form("表", [Pictures("照片", [Picture(picture_bytes((3000, 500), "JPEG"), "操场")])])
    document = word_file(form_docx(form))
    (extent,) = document.element.body.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
    )

    assert int(extent.get("cx")) < 7.3 * 360_000


@pytest.mark.parametrize("block", [Field, Prose])
def test_what_is_typed_is_printed_and_never_run(block):
    typed = HARMFUL.replace("&", "&amp;").replace("<", "&lt;") if block is Prose else HARMFUL

    assert HARMFUL in word_text(form_docx(Form("表", [block("过程", typed)])))


def test_control_characters_are_left_out():
    assert "甲乙" in word_text(form_docx(Form("表", [Table(["甲\x00乙"], [["\x01"]])])))


def test_header_of_a_list_repeats_on_every_page():
    form = Form("名单", [Table(("序号", "姓名"), [(n, "林晓") for n in range(100)])])
    rows = list(body_of(form).iter(f"{W}tr"))

    assert len(rows) == 101
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None


def test_title_and_author_are_in_the_properties():
    properties = word_file(form_docx(activity_form())).core_properties

    assert (properties.title, properties.author) == ("教研组活动记录表", "林晓")


def test_pages_are_numbered_by_fields():
    footer = word_file(form_docx(activity_form())).sections[0].footer._element
    codes = [code.text for code in footer.iter(f"{W}instrText")]

    assert codes == ["PAGE", "NUMPAGES"]
