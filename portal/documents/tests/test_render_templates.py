"""Templates of one's own: a .typ file with data, a .docx that others laid out."""

import io

import jinja2
import pytest
import typst
from docx import Document

from portal.documents.tests.papers import HARMFUL, picture_bytes
from portal.documents.typeset import typeset
from portal.documents.word_template import fill_word
from tests.papers import pdf_text, word_text

HEADING = {
    "title": "证书",
    "subtitle": "",
    "school": "明德中学",
    "author": "",
    "note": "",
    "landscape": False,
    "lang": "zh",
    "page_words": "{page}/{pages}",
}


@pytest.fixture
def template(tmp_path):
    def write(body):
        path = tmp_path / "documents" / "own.typ"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'#import "house.typ": data, house\n#show: house.with(data)\n{body}')
        return path

    return write


def test_template_takes_the_house_style_and_its_data(template):
    printed = typeset(template("#data.words"), HEADING | {"words": HARMFUL})

    text = pdf_text(printed)
    assert "明德中学" in text
    assert "#panic() #let x=1" in text


def test_template_shows_the_pictures_handed_over(template):
    source = template('#image("seal.png", alt: "印")')

    assert typeset(source, HEADING, {"seal.png": picture_bytes()}).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["../seal.png", "/etc/x.png", "house.typ", "own.typ", "a/b.png"])
def test_picture_cannot_take_another_place(template, name):
    with pytest.raises(ValueError, match="name of a picture"):
        typeset(template("x"), HEADING, {name: b""})


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd", "/proc/self/environ"])
def test_template_reads_no_other_file(template, path):
    with pytest.raises(typst.TypstError):
        typeset(template(f'#read("{path}")'), HEADING)


def word_template(words):
    document = Document()
    document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    out.seek(0)
    return out


def test_word_template_is_filled_in():
    filled = fill_word(word_template("申报人：{{ name }}"), {"name": f"林晓\x00 {HARMFUL}"})

    assert f"申报人：林晓 {HARMFUL}" in word_text(filled)


def test_word_template_that_names_what_is_not_there_fails():
    with pytest.raises(jinja2.UndefinedError):
        fill_word(word_template("{{ nobody }}"), {})


def test_word_template_cannot_reach_into_python():
    with pytest.raises(jinja2.exceptions.SecurityError):
        fill_word(word_template("{{ name.__class__.__mro__ }}"), {"name": "林晓"})
