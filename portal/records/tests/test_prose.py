"""Long text: what is kept of what was typed or pasted, and how it reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.prose import clean_prose, count_characters, prose_to_text, prose_to_typed


def test_lines_become_paragraphs():
    assert clean_prose("第一段\n第二行\n\n第二段") == "<p>第一段<br>第二行</p><p>第二段</p>"


def test_plain_lines_survive_the_way_there_and_back():
    typed = "3 < 5 且 5 > 3\n第二行\n\n第二段 & 其他"

    assert prose_to_typed(clean_prose(typed)) == typed


def test_formatted_text_keeps_its_shape_in_a_plain_text_area():
    html = "<h2>目标</h2><p>读懂</p>"

    assert clean_prose(prose_to_typed(html)) == html


def test_words_headings_lists_and_tables_stay():
    pasted = (
        '<h1 class="MsoTitle" style="color:red">题目</h1><ul><li>一</li></ul><b>重点</b>'
        "<p>段</p><table><tbody><tr><td>甲</td></tr></tbody></table>"
    )

    assert clean_prose(pasted) == (
        "<h2>题目</h2><ul><li>一</li></ul><strong>重点</strong>"
        "<p>段</p><table><tbody><tr><td>甲</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>a</p><script>alert(1)</script>",
        '<p onclick="alert(1)">a</p>',
        '<p>a<img src=x onerror="alert(1)"></p>',
        '<p style="position:fixed">a</p>',
        '<p><a href="javascript:alert(1)">a</a></p>',
        "<p>a</p><iframe src=//evil.example></iframe>",
    ],
)
def test_nothing_that_runs_is_kept(hostile):
    cleaned = clean_prose(hostile)

    assert prose_to_text(cleaned) == "a"
    for word in ("alert", "onerror", "style", "iframe", "script", "evil"):
        assert word not in cleaned


def test_an_empty_editor_is_empty():
    assert clean_prose("<p></p>") == ""
    assert clean_prose("<p> <br></p>") == ""


def test_text_for_search_has_a_line_for_each_part():
    assert prose_to_text("<h2>目标</h2><ul><li>一</li><li>二</li></ul>") == "目标\n一\n二"


def test_white_space_does_not_count():
    assert count_characters("一 二\u3000三\n四") == 4


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_more(text):
    once = clean_prose(text)

    assert clean_prose(once) == once
