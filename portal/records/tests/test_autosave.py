"""Autosave: what is typed is kept on the server as the person's own draft, and comes back."""

import json

import pytest
import time_machine

from portal.records.draft import purge_drafts
from portal.records.models import Attachment, FormDraft
from research.reflections.models import LessonReflection
from research.reflections.tests.factories import LessonReflectionFactory
from tests.files import photo
from tests.forms import fields_of

NEW = "/research/lesson-reflections/new/"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def writing(client, lin, zhou, sixth_week):
    client.force_login(lin)
    return fields_of(client.get(NEW), having="lesson_topic")


def draft_url(fields, part=""):
    return f"/records/drafts/{fields['draft']}/{part}"


def keep(client, fields, **typed):
    return client.post(draft_url(fields), fields | typed, **JSON)


def test_opening_the_form_writes_nothing(writing):
    assert not FormDraft.objects.exists()


def test_what_is_typed_is_kept_and_the_moment_is_told(client, writing):
    response = keep(client, writing, worked="写到一半")

    assert response.json() == {"saved_at": "10:00", "revision": 1}
    assert FormDraft.objects.get().data["worked"] == ["写到一半"]
    assert not LessonReflection.objects.exists()


def test_coming_back_restores_it_and_says_so(client, writing):
    keep(client, writing, worked="写到一半", lesson_topic="背影", shows_pupils="on")

    response = client.get(NEW)

    fields = fields_of(response, having="lesson_topic")
    assert (fields["worked"], fields["lesson_topic"]) == ("写到一半", "背影")
    assert fields["shows_pupils"] == "on"
    assert fields["draft"] == writing["draft"]
    assert response.context["was_restored"]


def test_a_draft_is_nobody_elses(client, writing, zhou):
    keep(client, writing, worked="写到一半")
    client.force_login(zhou)

    assert fields_of(client.get(NEW), having="lesson_topic")["worked"] == ""
    assert client.post(draft_url(writing, "discard/")).status_code == 404
    assert FormDraft.objects.get().data["worked"] == ["写到一半"]


def test_a_forged_token_keeps_nothing(client, writing):
    response = keep(client, writing | {"owner": writing["owner"] + "x"}, worked="写到一半")

    assert response.status_code == 404
    assert not FormDraft.objects.exists()


def test_a_token_fits_its_own_draft_only(client, writing):
    other = "00000000-0000-4000-8000-000000000000"

    assert client.post(f"/records/drafts/{other}/", writing, **JSON).status_code == 404


def test_discarding_begins_anew_and_removes_the_photos(
    client, writing, django_capture_on_commit_callbacks
):
    keep(client, writing, worked="写到一半")
    client.post(draft_url(writing, "files/"), {"owner": writing["owner"], "files": photo()})
    stored = Attachment.objects.get().file

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(draft_url(writing, "discard/"))

    assert response["Location"] == NEW
    assert fields_of(client.get(NEW), having="lesson_topic")["worked"] == ""
    assert not stored.storage.exists(stored.name)


def test_another_tab_is_given_a_draft_of_its_own(client, writing):
    keep(client, writing, worked="第一页")

    second = keep(client, writing, worked="第二页")

    answer = second.json()
    assert (second.status_code, answer["code"]) == (409, "draft_moved_on")
    fields = writing | {"draft": answer["draft"], "owner": answer["owner"], "revision": "0"}
    assert keep(client, fields, worked="第二页").status_code == 200
    texts = [draft.data["worked"] for draft in FormDraft.objects.order_by("pk")]
    assert texts == [["第一页"], ["第二页"]]


def test_after_saving_the_form_no_autosave_follows(client, writing):
    client.post(NEW, writing | {"lesson_topic": "背影"})

    response = keep(client, writing, worked="晚到的")

    assert (response.status_code, response.json()["code"]) == (409, "draft_saved")


def test_changes_to_a_record_are_drafts_of_that_record(client, lin, zhou, sixth_week):
    record = LessonReflectionFactory(author=lin, worked="<p>原来的</p>")
    client.force_login(lin)
    url = f"/research/lesson-reflections/{record.pk}/edit/"
    fields = fields_of(client.get(url), having="lesson_topic")

    keep(client, fields, worked="改到一半")

    record.refresh_from_db()
    assert record.worked == "<p>原来的</p>"
    assert fields_of(client.get(url), having="lesson_topic")["worked"] == "改到一半"
    assert fields_of(client.get(NEW), having="lesson_topic")["worked"] == ""


def test_a_restored_draft_still_notices_that_the_record_moved_on(client, lin, zhou, sixth_week):
    record = LessonReflectionFactory(author=lin)
    client.force_login(lin)
    url = f"/research/lesson-reflections/{record.pk}/edit/"
    keep(client, fields_of(client.get(url), having="lesson_topic"), worked="改到一半")
    record.version = 7
    record.save()

    response = client.post(url, fields_of(client.get(url), having="lesson_topic"))

    assert response.status_code == 409


def test_a_text_without_end_is_not_kept(client, writing):
    response = keep(client, writing, worked="字" * 800_000)

    assert (response.status_code, response.json()["code"]) == (409, "draft_too_large")


def test_old_drafts_are_cleared_away_and_recent_ones_stay(client, writing):
    client.post(NEW, writing | {"lesson_topic": "背影"})
    keep(client, fields_of(client.get(NEW), having="lesson_topic"), worked="新的")

    with time_machine.travel("2026-10-15T10:00+08:00", tick=False):
        assert purge_drafts() == 1

    assert FormDraft.objects.get().data["worked"] == ["新的"]
    assert LessonReflection.objects.count() == 1


def test_without_scripts_nothing_else_is_asked_of_a_person(client, writing):
    response = client.post(draft_url(writing), json.dumps({}), content_type="application/json")

    assert response.status_code == 404
