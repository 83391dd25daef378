"""A picture stands in a text where it is one of the record's own files, and nowhere else.

Nothing is fetched from another host, so nobody learns who reads; and a text
never shows a file that hangs off another record.
"""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from portal.records.attach import attach_file, remove_attachment
from portal.records.complete import characters_missing
from portal.records.draft import keep_draft
from portal.records.models import Attachment, FormDraft
from portal.records.printed import printed_form
from portal.records.prose import clean_prose, pictures_in, prose_to_text
from research.reflections.models import LessonReflection
from research.reflections.records import LESSON_REFLECTION
from research.reflections.tests.factories import LessonReflectionFactory
from tests.files import photo
from tests.forms import fields_of

NEW = "/research/lesson-reflections/new/"
OWN = UUID("4fa40f51-fd30-45c4-991d-2da260844dc1")
ANOTHER = UUID("7689145a-cab9-4886-b6ea-711ec33bcf7b")
ADDRESS = f"/records/files/{OWN}/"


def _pictures(html):
    """As a browser would find them."""
    return list(lxml_html.fragment_fromstring(html, create_parent="div").iter("img"))


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}small/"])
def test_an_own_picture_stays_and_says_what_it_shows(address):
    cleaned = clean_prose(f'<p>板书<img src="{address}" alt="板书" width="9000"></p>', files={OWN})

    assert [dict(img.attrib) for img in _pictures(cleaned)] == [
        {"src": address, "alt": "板书", "loading": "lazy"}
    ]
    assert clean_prose(cleaned, files={OWN}) == cleaned


@pytest.mark.parametrize(
    "address",
    [
        f"/records/files/{ANOTHER}/",
        f"https://evil.example/records/files/{OWN}/",
        f"//evil.example/records/files/{OWN}/",
        f"/records/files/{OWN}/remove/",
        f"/records/files/{OWN}/?next=//evil.example",
        "data:image/png;base64,AAAA",
        "file:///C:/Temp/clip_image001.png",
        "x",
    ],
)
def test_every_other_picture_is_dropped_and_its_words_with_it(address):
    assert clean_prose(f'<p>甲<img src="{address}" alt="乙">丙</p>', files={OWN}) == "<p>甲丙</p>"


def test_without_own_files_no_picture_stands_at_all():
    assert clean_prose(f'<p>甲<img src="{ADDRESS}"></p>') == "<p>甲</p>"


def test_a_picture_alone_is_a_text_and_counts_no_characters(lin, zhou, sixth_week):
    cleaned = clean_prose(f'<p><img src="{ADDRESS}"></p>', files={OWN})

    assert pictures_in(cleaned) == [OWN]
    assert prose_to_text(cleaned) == ""
    assert characters_missing(LESSON_REFLECTION, [cleaned]) == 100


@given(st.text(alphabet="<>\"'=& aimgsrc/:x", max_size=60), st.text(alphabet='<>"&甲', max_size=9))
def test_no_mess_around_a_picture_lets_another_address_through(mess, words):
    html = f'<p>{mess}<img {mess} src="//evil.example/{OWN}" alt="{words}">{mess}</p>'

    cleaned = clean_prose(html, files={OWN})

    assert _pictures(cleaned) == []
    assert pictures_in(cleaned) == []


# -- From the form to the page --------------------------------------------------------------------


@pytest.fixture
def writing(client, lin, zhou, sixth_week):
    client.force_login(lin)
    return fields_of(client.get(NEW), having="lesson_topic")


def _draft_with_picture(writing, lin):
    draft = keep_draft(
        writing["draft"], by=lin, kind="lesson_reflection", record_id=None, typed={"worked": [""]}
    )
    return attach_file(photo(), by=lin, draft=draft)


def test_a_picture_of_the_draft_becomes_one_of_the_records_text(client, lin, writing):
    picture = _draft_with_picture(writing, lin)
    html = f'<p>板书</p><p><img src="/records/files/{picture.uid}/" alt="板书"></p>'

    client.post(NEW, writing | {"worked": html, "then": "draft"})

    record = LessonReflection.objects.get()
    assert pictures_in(record.worked) == [picture.uid]
    assert record.attachments.get() == picture
    page = client.get(record.get_absolute_url()).content.decode()
    assert page.count(f"/records/files/{picture.uid}/") == 1


def test_a_picture_of_another_record_is_not_taken_in(client, lin, writing):
    other = attach_file(photo(), by=lin, record=LessonReflectionFactory(author=lin))

    client.post(
        NEW,
        writing
        | {
            "worked": f'<p>甲<img src="/records/files/{other.uid}/"></p>',
            "lesson_topic": "新",
            "then": "draft",
        },
    )

    assert LessonReflection.objects.get(title="新").worked == "<p>甲</p>"


def test_paper_shows_it_in_the_text_and_not_once_more_below(lin, zhou, sixth_week):
    record = LessonReflectionFactory(author=lin)
    shown = attach_file(photo("一.jpg", (64, 48)), by=lin, record=record)
    attach_file(photo("二.jpg", (48, 64)), by=lin, record=record)
    record.worked = f'<p><img src="/records/files/{shown.uid}/"></p>'
    record.save()

    form = printed_form(record)

    grids = [block for block in form.blocks if hasattr(block, "pictures")]
    assert [len(grid.pictures) for grid in grids] == [1]
    assert form.picture_of(f"/records/files/{shown.uid}/").startswith(b"\xff\xd8")


# -- A file that goes -----------------------------------------------------------------------------


def test_a_removed_file_leaves_the_texts_that_showed_it(lin, zhou, sixth_week):
    record = LessonReflectionFactory(author=lin)
    picture = attach_file(photo(), by=lin, record=record)
    html = f'<p>甲<img src="/records/files/{picture.uid}/" alt="">乙</p>'
    LessonReflection.objects.update(worked=html)
    draft = keep_draft(
        uuid4(), by=lin, kind="lesson_reflection", record_id=record.pk, typed={"failed": [html]}
    )

    remove_attachment(Attachment.objects.get())

    record.refresh_from_db()
    assert record.worked == "<p>甲乙</p>"
    assert record.version == 1
    assert FormDraft.objects.get(pk=draft.pk).data == {"failed": ["<p>甲乙</p>"]}
