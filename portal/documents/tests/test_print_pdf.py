"""A form as PDF: Chinese that is really in the file, nothing run, nothing lost."""

import time

import pytest
from django.utils import translation

from portal.documents.form import Column, Field, Form, Picture, Pictures, Prose, Table
from portal.documents.pdf import form_pdf
from portal.documents.tests.papers import EVERYTHING, HARMFUL, activity_form, picture_bytes
from tests.papers import pdf_fonts, pdf_pages, pdf_properties, pdf_text


def squeezed(text):
    return "".join(text.split())


def test_everything_on_the_form_can_be_read_in_the_file():
    text = squeezed(pdf_text(form_pdf(activity_form())))

    for words in EVERYTHING:
        assert words in text


def test_chinese_fonts_are_embedded_and_bold_has_a_cut_of_its_own():
    plain = pdf_fonts(form_pdf(Form("表", [Prose("过程", "<p>平常的话</p>")])))
    stressed = pdf_fonts(form_pdf(Form("表", [Prose("过程", "<p>平<strong>重</strong></p>")])))

    assert any("NotoSerifSC" in font for font in plain)
    assert any("NotoSansCJKsc" in font for font in plain)
    assert all(font.endswith("yes") for font in plain + stressed)


def test_bold_looks_different_from_plain():
    plain = form_pdf(Form("表", [Prose("过程", "<p>重要</p>")]))
    bold = form_pdf(Form("表", [Prose("过程", "<p><strong>重要</strong></p>")]))

    assert len([f for f in pdf_fonts(bold) if "Sans" in f]) > 0
    assert [f for f in pdf_fonts(plain) if "Serif" in f] != [
        f for f in pdf_fonts(bold) if "Serif" in f
    ]


@pytest.mark.parametrize("place", ["title", "field", "prose", "cell", "caption"])
def test_what_is_typed_is_printed_and_never_run(place):
    blocks = {
        "field": [Field(HARMFUL, HARMFUL)],
        "prose": [Prose("过程", f"<p>{HARMFUL.replace('&', '&amp;').replace('<', '&lt;')}</p>")],
        "cell": [Table([HARMFUL], [[HARMFUL]])],
        "caption": [Pictures("照片", [Picture(picture_bytes(), HARMFUL)])],
    }
    form = Form(HARMFUL if place == "title" else "表", blocks.get(place, []))

    assert squeezed(HARMFUL)[:24] in squeezed(pdf_text(form_pdf(form)))
    assert "{{7*7}}" in squeezed(pdf_text(form_pdf(form)))


def test_very_long_word_stays_on_the_paper():
    word = "https://example.org/" + "abcdefghij" * 60
    form = Form("表", [Field("网址", word), Field("班级", "七1"), Prose("过程", f"<p>{word}</p>")])

    text = squeezed(pdf_text(form_pdf(form))).replace("\u200b", "")
    assert text.count("abcdefghij" * 5) >= 2


def test_control_characters_are_left_out():
    assert "甲乙" in pdf_text(form_pdf(Form("表", [Field("班级", "甲\x00\x0b\ufffe乙")])))


def test_title_and_author_are_in_the_properties():
    properties = pdf_properties(form_pdf(activity_form()))

    assert properties["Title"] == "教研组活动记录表"
    assert properties["Author"] == "林晓"


def test_same_form_makes_the_same_bytes():
    assert form_pdf(activity_form()) == form_pdf(activity_form())


def test_pages_are_numbered_in_the_language_of_the_reader():
    rows = [(n, f"教师{n}") for n in range(100)]
    form = Form("名单", [Table((Column("序号", 0.4), "姓名"), rows)])

    with translation.override("zh-hans"):
        pages = pdf_pages(form_pdf(form))
    assert len(pages) == 3
    assert f"第1页，共{len(pages)}页" in squeezed(pages[0])
    with translation.override("en"):
        assert "Page 3 of 3" in pdf_pages(form_pdf(form))[2]


def test_header_of_a_list_repeats_on_every_page():
    form = Form("名单", [Table(("序号", "姓名"), [(n, f"教师{n}") for n in range(100)])])

    assert all("姓名" in page for page in pdf_pages(form_pdf(form)))


def test_landscape_is_wider_than_high():
    assert pdf_properties(form_pdf(activity_form(landscape=True)))["Page size"].startswith("841")


def test_picture_that_cannot_be_read_leaves_the_rest():
    form = Form("表", [Pictures("照片", [Picture(b"<svg/>"), Picture(picture_bytes(), "课堂")])])

    assert "课堂" in pdf_text(form_pdf(form))


def test_pictures_inside_a_text_are_asked_for_by_their_address():
    asked = []

    def picture_of(address):
        asked.append(address)
        return picture_bytes() if address == "/files/mine/" else None

    text = '<p>前</p><img src="/files/mine/" alt="板书"><img src="/files/others/" alt="不给看">'
    printed = form_pdf(Form("表", [Prose("过程", text)], picture_of=picture_of))

    assert asked == ["/files/mine/", "/files/others/"]
    assert b"/Subtype/Image" in printed.replace(b" ", b"")
    assert "板书" in pdf_text(printed)


def test_forty_pages_take_no_longer_than_a_page_may():
    paragraph = "<p>" + "教师在真实情境中组织学生开展探究，观察与记录同步进行。" * 12 + "</p>"
    form = Form("总结", [Prose("正文", paragraph * 200)])
    form_pdf(activity_form())

    started = time.perf_counter()
    printed = form_pdf(form)

    assert time.perf_counter() - started < 4
    assert len(pdf_pages(printed)) >= 40
