"""Whose file it is, by its name: certain by number, by a name only one person bears, else asked."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.word.names import Directory, Person, match_file

LIN = Person(1, "林晓", "1001")
ZHOU = Person(2, "周静", "1002")
WANG_A = Person(3, "王芳", "0087")
WANG_B = Person(4, "王芳", "0188")
OUYANG = Person(5, "欧阳明", "A07")
STAFF = Directory([LIN, ZHOU, WANG_A, WANG_B, OUYANG])


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("林晓-背影.docx", "背影"),
        ("背影-林晓.docx", "背影"),
        ("1001-林晓-背影.docx", "背影"),
        ("1001林晓-背影.docx", "背影"),
        ("林晓1001_背影.docx", "背影"),
        ("１００１－林晓－背影.docx", "背影"),
        ("林晓_《背影》教学反思.docx", "《背影》教学反思"),
        ("林晓 背影 教学反思.docx", "背影 教学反思"),
        ("林 晓-背影.docx", "背影"),
        ("背影(林晓).docx", "背影"),
        ("【林晓】背影.docx", "背影"),
        ("林晓老师——背影.docx", "背影"),
        ("03-林晓-背影.docx", "背影"),
        ("林晓-背影-第二稿.docx", "背影-第二稿"),
        ("语文组/林晓-背影.docx", "背影"),
        ("林晓/背影.docx", "背影"),
        ("语文组/1001 林晓/01、背影.docx", "背影"),
        ("林晓.docx", ""),
        ("林晓-背影.DOCX", "背影"),
    ],
)
def test_one_person_is_certain_and_the_rest_is_the_title(path, title):
    match = match_file(path, STAFF)

    assert (match.person, match.title) == (LIN, title)


@pytest.mark.parametrize("path", ["王芳-春-0188.docx", "0188-王芳-春.docx", "0188-春.docx"])
def test_namesakes_are_told_apart_by_their_number(path):
    match = match_file(path, STAFF)

    assert (match.person, match.title) == (WANG_B, "春")


@pytest.mark.parametrize(
    ("path", "certainty", "people"),
    [
        ("王芳-春.docx", "namesakes", (WANG_A, WANG_B)),
        ("林晓-周静-同课异构.docx", "several", (ZHOU, LIN)),
        ("1001-周静-春.docx", "differs", (ZHOU, LIN)),
        ("林晓《背影》教学反思.docx", "inside", (LIN,)),
        ("教学反思林晓.docx", "inside", (LIN,)),
        ("林小-背影.docx", "nobody", (LIN,)),
        ("背影.docx", "nobody", ()),
    ],
)
def test_every_doubt_is_asked_with_those_it_may_be(path, certainty, people):
    match = match_file(path, STAFF)

    assert match.person is None
    assert match.certainty == certainty
    assert set(match.people) == set(people)


SEPARATORS = st.sampled_from(["-", "_", " - ", "——", "－", "、", "·", " _ "])
TITLES = st.text(
    alphabet=st.sampled_from("春天的风教学反思《》背影第二稿abc"), min_size=1, max_size=12
)


@given(
    who=st.sampled_from([LIN, ZHOU, OUYANG]),
    title=TITLES,
    sep=SEPARATORS,
    order=st.sampled_from(["nt", "tn", "int", "itn", "tin"]),
    folder=st.sampled_from(["", "七年级/", "语文组/2026/"]),
)
def test_any_order_and_separator_names_the_same_person_and_title(who, title, sep, order, folder):
    parts = {"n": who.name, "t": title, "i": who.number}

    match = match_file(folder + sep.join(parts[part] for part in order) + ".docx", STAFF)

    assert (match.person, match.title) == (who, title)


@given(st.text(max_size=80))
def test_nothing_breaks_it_and_whoever_is_certain_is_named(path):
    match = match_file(path, STAFF)

    plain = "".join(unicodedata.normalize("NFKC", path).split()).casefold()
    assert match.person is None or (
        match.person.name in plain or match.person.number.casefold() in plain
    )


@given(name=st.sampled_from(["王芳"]), title=TITLES, sep=SEPARATORS)
def test_a_shared_name_alone_is_never_certain(name, title, sep):
    assert match_file(f"{name}{sep}{title}.docx", STAFF).person is None
