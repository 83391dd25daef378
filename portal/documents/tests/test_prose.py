"""Long texts as a tree: what is kept, what is mended."""

from hypothesis import given
from hypothesis import strategies as st

from portal.documents.form import Form, Prose
from portal.documents.pdf import form_pdf
from portal.documents.prose import prose_to_nodes
from portal.documents.word import form_docx


def paragraph(*runs):
    return {"k": "p", "runs": list(runs)}


def test_marks_nest():
    assert prose_to_nodes("<p>甲<strong>乙<em>丙</em></strong></p>") == [
        paragraph({"t": "甲"}, {"t": "乙", "b": True}, {"t": "丙", "b": True, "i": True})
    ]


def test_bare_words_between_blocks_are_paragraphs():
    assert prose_to_nodes("甲<p>乙</p>丙") == [
        paragraph({"t": "甲"}),
        paragraph({"t": "乙"}),
        paragraph({"t": "丙"}),
    ]


def test_empty_text_has_no_blocks():
    assert prose_to_nodes("") == []
    assert prose_to_nodes("<p> <br></p>") == []


def test_link_that_could_run_is_only_words():
    assert prose_to_nodes('<p><a href="javascript:x">甲</a></p>') == [paragraph({"t": "甲"})]


def test_unknown_element_gives_its_words():
    assert prose_to_nodes("<p><font>甲</font><script>乙</script></p>")[0]["runs"][0] == {"t": "甲"}


def test_spans_that_run_into_each_other_are_mended():
    (table,) = prose_to_nodes(
        '<table><tr><td rowspan="9">甲</td><td colspan="999">乙</td></tr>'
        '<tr><td colspan="3">丙</td></tr><tr></tr></table>'
    )
    places = [(c["x"], c["y"], c["colspan"], c["rowspan"]) for row in table["rows"] for c in row]
    covered = [(x + i, y + j) for x, y, w, h in places for i in range(w) for j in range(h)]

    assert sorted(covered) == sorted({(x, y) for x in range(table["columns"]) for y in range(3)})


TAGS = ["p", "ul", "ol", "li", "table", "tr", "td", "strong", "h2", "blockquote", "a", "br"]


@given(st.lists(st.sampled_from([f"<{t}>" for t in TAGS] + [f"</{t}>" for t in TAGS] + ["甲#["])))
def test_any_heap_of_tags_prints(pieces):
    form = Form("表", [Prose("过程", "".join(pieces))])

    assert form_pdf(form).startswith(b"%PDF")
    assert form_docx(form).startswith(b"PK")
