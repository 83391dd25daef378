"""Changing a record: by its author, while draft or returned, never over another's change."""

import pytest

from portal.records.models import Record
from research.reflections.tests.factories import LONG_ENOUGH, LessonReflectionFactory
from tests.forms import fields_of


@pytest.fixture
def reflection(lin, zhou, sixth_week):
    return LessonReflectionFactory(author=lin, worked="<p>原来的</p>")


def edit_url(record):
    return f"/research/lesson-reflections/{record.pk}/edit/"


@pytest.fixture
def opened(client, lin, reflection):
    client.force_login(lin)
    return fields_of(client.get(edit_url(reflection)), having="lesson_topic")


def test_the_form_shows_plain_lines_where_nothing_but_paragraphs_is_stored(opened):
    assert opened["worked"] == "原来的"


def test_a_change_is_saved_and_the_version_grows(client, reflection, opened):
    client.post(edit_url(reflection), opened | {"worked": "改过的"})

    reflection.refresh_from_db()
    assert (reflection.worked, reflection.version) == ("<p>改过的</p>", 2)
    assert "改过的" in reflection.text


def test_saving_keeps_the_state_that_another_request_has_set(client, zhou, lin, reflection, opened):
    Record.objects.filter(pk=reflection.pk).update(opened_at="2026-10-07T09:00+08:00")

    client.post(edit_url(reflection), opened | {"worked": "改过的"})

    reflection.refresh_from_db()
    assert reflection.opened_at is not None


def test_a_record_changed_meanwhile_answers_with_both_versions(client, reflection, opened):
    reflection.worked, reflection.version = "<p>另一页写的</p>", 2
    reflection.save()

    response = client.post(edit_url(reflection), opened | {"worked": "我写的"})

    reflection.refresh_from_db()
    assert response.status_code == 409
    assert reflection.worked == "<p>另一页写的</p>"
    assert "另一页写的" in response.content.decode()
    assert fields_of(response, having="lesson_topic")["worked"] == "我写的"


def test_saving_the_409_page_once_more_is_a_choice_and_goes_through(client, reflection, opened):
    reflection.worked, reflection.version = "<p>另一页写的</p>", 2
    reflection.save()
    compared = fields_of(
        client.post(edit_url(reflection), opened | {"worked": "我写的"}), having="lesson_topic"
    )

    client.post(edit_url(reflection), compared)

    reflection.refresh_from_db()
    assert (reflection.worked, reflection.version) == ("<p>我写的</p>", 3)


def test_the_same_change_sent_twice_is_harmless(client, reflection, opened):
    client.post(edit_url(reflection), opened | {"worked": "改过的"})

    response = client.post(edit_url(reflection), opened | {"worked": "改过的"})

    reflection.refresh_from_db()
    assert response.status_code == 302
    assert reflection.version == 2


def test_a_returned_record_is_changed_and_submitted_again(client, lin, zhou, sixth_week):
    returned = LessonReflectionFactory(author=lin, returned=zhou)
    client.force_login(lin)
    opened = fields_of(client.get(edit_url(returned)), having="lesson_topic")

    client.post(edit_url(returned), opened | {"failed": LONG_ENOUGH, "then": "submit"})

    returned.refresh_from_db()
    assert returned.state == "submitted"


@pytest.mark.parametrize("whose", ["zhou", "qian", "guest"])
def test_nobody_else_opens_or_posts_the_form(client, request, reflection, whose):
    client.force_login(request.getfixturevalue(whose))

    assert client.get(edit_url(reflection)).status_code == 404
    assert client.post(edit_url(reflection), {"worked": "x"}).status_code == 404


def test_what_was_handed_in_is_not_edited(client, lin, zhou, sixth_week):
    submitted = LessonReflectionFactory(author=lin, submitted=True)
    client.force_login(lin)

    assert client.get(edit_url(submitted)).status_code == 403
