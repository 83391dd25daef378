"""Printing a record: looked at in the page, taken as PDF or Word, by whoever may read it."""

import uuid

import pytest
from django.urls import reverse

from portal.documents.pdf import form_pdf
from portal.people.models import AuditEvent
from portal.records.attach import attach_file
from portal.records.printed import picture_in_text, printed_form
from research.reflections.tests.factories import LONG_ENOUGH, LessonReflectionFactory
from tests.files import photo
from tests.papers import pdf_text, word_text
from tests.queries import assert_constant_queries


@pytest.fixture
def reflection(lin):
    return LessonReflectionFactory(
        author=lin,
        lesson_topic="细节描写",
        worked=f"<p>学生<strong>敢说</strong>了{LONG_ENOUGH}</p>",
        failed="",
        visibility="group",
        submitted=True,
    )


def print_url(record):
    return reverse("research:lesson_reflection_print", kwargs={"pk": record.pk})


def test_page_shows_the_form_as_pictures_and_offers_both_files(client, lin, reflection):
    client.force_login(lin)

    page = client.get(print_url(reflection)).content.decode()

    assert page.count("data:image/png;base64,") == 1
    assert f"{print_url(reflection)}?as=pdf" in page
    assert f"{print_url(reflection)}?as=docx" in page


def test_record_page_leads_to_it(client, lin, reflection):
    client.force_login(lin)

    assert print_url(reflection) in client.get(reflection.get_absolute_url()).content.decode()


def test_pdf_has_what_was_written(client, lin, reflection):
    client.force_login(lin)

    response = client.get(print_url(reflection), {"as": "pdf"})

    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    text = pdf_text(response.content)
    for words in ("教学反思表", "细节描写", "学生敢说了", "林"):
        assert words in text.replace(" ", "")


def test_form_keeps_the_box_of_a_text_not_written(client, lin, reflection):
    client.force_login(lin)

    assert "不足" in word_text(client.get(print_url(reflection), {"as": "docx"}).content)


def test_taking_the_file_is_noted_and_looking_is_not(client, lin, reflection):
    client.force_login(lin)
    client.get(print_url(reflection))
    assert not AuditEvent.objects.filter(act="exported").exists()

    client.get(print_url(reflection), {"as": "docx"})

    event = AuditEvent.objects.get(act="exported")
    assert (event.actor, event.extra["form"]) == (lin, "docx")


def test_leader_prints_what_they_may_read_and_a_stranger_finds_nothing(
    client, zhou, qian, reflection
):
    client.force_login(zhou)
    assert client.get(print_url(reflection), {"as": "pdf"}).status_code == 200

    client.force_login(qian)
    assert client.get(print_url(reflection), {"as": "pdf"}).status_code == 404


def test_other_formats_are_not_known(client, lin, reflection):
    client.force_login(lin)

    assert client.get(print_url(reflection), {"as": "exe"}).status_code == 404


def test_pictures_of_the_record_are_printed(lin, reflection):
    attach_file(photo(), by=lin, record=reflection)

    assert b"/Subtype/Image" in form_pdf(printed_form(reflection)).replace(b" ", b"")


def test_picture_inside_a_text_comes_from_this_record_alone(lin, reflection):
    mine = attach_file(photo(), by=lin, record=reflection)
    other = attach_file(photo(), by=lin, record=LessonReflectionFactory(author=lin))

    assert picture_in_text(reflection, f"/records/files/{mine.uid}/")
    assert picture_in_text(reflection, f"/records/files/{other.uid}/") is None
    assert picture_in_text(reflection, f"https://example.org/{mine.uid}/") is None
    assert picture_in_text(reflection, "/etc/passwd") is None


def test_file_that_is_gone_leaves_the_rest(lin, reflection):
    attachment = attach_file(photo(), by=lin, record=reflection)
    attachment.file.storage.delete(attachment.file.name)

    assert "细节描写" in pdf_text(form_pdf(printed_form(reflection)))


def test_printing_costs_the_same_for_any_number_of_pictures(client, lin, reflection):
    client.force_login(lin)
    photograph = attach_file(photo(size=(64, 48)), by=lin, record=reflection)

    def grow():
        photograph.pk, photograph.uid = None, uuid.uuid4()
        photograph.save(force_insert=True)

    assert_constant_queries(lambda: client.get(print_url(reflection)), grow=grow, at_most=12)
