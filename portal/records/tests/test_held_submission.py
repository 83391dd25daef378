"""A form sent after the session ended is kept, with its photos, for its owner alone.

It is never acted on: it comes back filled after signing in, and the person
sends it again. Rule: nothing typed is ever lost.
"""

import pytest
import time_machine
from django.test import Client

from portal.records.draft import MAX_HELD_PER_HOUR
from portal.records.models import Attachment, FormDraft, HeldSubmission
from portal.records.owner import MAX_AGE_SECONDS
from research.reflections.models import LessonReflection
from research.reflections.tests.factories import LONG_ENOUGH, LessonReflectionFactory
from tests.files import photo, raw
from tests.forms import fields_of

NEW = "/research/lesson-reflections/new/"


@pytest.fixture
def browser():
    """A browser whose forged-request check is on, as in service."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def writing(browser, lin, zhou, sixth_week):
    """Lin's open form, in a browser whose session has since ended."""
    browser.force_login(lin)
    response = browser.get(NEW)
    fields = fields_of(response, having="lesson_topic")
    token = browser.cookies["csrftoken"].value
    browser.cookies.clear()
    browser.cookies["csrftoken"] = token
    return fields | {
        "csrfmiddlewaretoken": token,
        "lesson_topic": "背影",
        "worked": LONG_ENOUGH,
        "then": "submit",
    }


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_text_and_photos_are_kept_and_the_way_leads_to_sign_in(browser, lin, writing):
    response = browser.post(NEW, writing | {"files": [photo("一.jpg"), photo("二.jpg")]})

    held = HeldSubmission.objects.get()
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")
    assert str(held.uid) in response["Location"]
    assert (held.person, held.draft.person) == (lin, lin)
    assert held.draft.data["worked"] == [LONG_ENOUGH]
    assert [a.name for a in held.draft.attachments.all()] == ["一.jpg", "二.jpg"]


def test_nothing_is_submitted_or_saved(browser, writing):
    browser.post(NEW, writing)

    assert not LessonReflection.objects.exists()


def test_the_same_person_finds_the_form_filled(browser, lin, writing):
    browser.post(NEW, writing | {"files": photo()})
    held = HeldSubmission.objects.get()

    response = signed_in(lin).get(f"{NEW}?held={held.uid}")

    fields = fields_of(response, having="lesson_topic")
    assert (fields["lesson_topic"], fields["worked"]) == ("背影", LONG_ENOUGH)
    assert response.context["was_held"]
    assert len(response.context["attachments"]) == 1


def test_sending_it_again_submits_it_once_with_its_photos(browser, lin, writing):
    browser.post(NEW, writing | {"files": photo()})
    client = signed_in(lin)
    fields = fields_of(client.get(NEW), having="lesson_topic")

    client.post(NEW, fields | {"then": "submit"})
    client.post(NEW, fields | {"then": "submit"})

    record = LessonReflection.objects.get()
    assert (record.state, record.attachments.count()) == ("submitted", 1)


def test_another_person_signing_in_gets_nothing(browser, writing, zhou, qian):
    browser.post(NEW, writing | {"files": photo()})
    held = HeldSubmission.objects.get()
    client = signed_in(qian)

    response = client.get(f"{NEW}?held={held.uid}")

    assert LONG_ENOUGH not in response.content.decode()
    assert not response.context["was_held"]
    assert fields_of(response, having="lesson_topic")["lesson_topic"] == ""
    photo_url = f"/records/files/{Attachment.objects.get().uid}/"
    assert client.get(photo_url).status_code == 404


def test_a_cookie_that_changed_meanwhile_does_not_lose_the_form(browser, lin, writing):
    """The forged-request check fails, because signing in elsewhere rotated its cookie."""
    browser.cookies["csrftoken"] = "z" * 32

    response = browser.post(NEW, writing | {"files": photo()})

    assert response.status_code == 302
    assert HeldSubmission.objects.get().draft.attachments.count() == 1
    assert not LessonReflection.objects.exists()


def test_signed_in_with_a_changed_cookie_one_returns_to_the_filled_form(lin, writing):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(lin)
    browser.cookies["csrftoken"] = "z" * 32

    response = browser.post(NEW, writing)

    assert response["Location"] == f"{NEW}?held={HeldSubmission.objects.get().uid}"
    assert not LessonReflection.objects.exists()


def test_a_failed_check_without_an_owner_is_refused_and_keeps_nothing(browser, writing):
    browser.cookies["csrftoken"] = "z" * 32

    response = browser.post(NEW, writing | {"owner": "forged"})

    assert response.status_code == 403
    assert not FormDraft.objects.exists()


def test_without_a_token_a_signed_out_post_only_leads_to_sign_in(browser, writing):
    response = browser.post(NEW, writing | {"owner": ""})

    assert response["Location"] == f"/accounts/login/?next={NEW}"
    assert not FormDraft.objects.exists()


def test_a_token_expires(browser, writing):
    with time_machine.travel(1791338400 + MAX_AGE_SECONDS + 60, tick=False):
        browser.post(NEW, writing)

    assert not FormDraft.objects.exists()


def test_a_leavers_form_is_not_kept(browser, lin, writing):
    lin.is_active = False
    lin.save()

    browser.post(NEW, writing)

    assert not FormDraft.objects.exists()


def test_no_more_than_so_many_are_kept_in_an_hour(browser, writing, settings):
    from django.core.cache import cache

    cache.clear()
    for _time in range(MAX_HELD_PER_HOUR):
        browser.post(NEW, writing)
    kept = HeldSubmission.objects.count()

    browser.post(NEW, writing)

    assert HeldSubmission.objects.count() == kept == MAX_HELD_PER_HOUR


def test_a_hostile_file_is_left_out_and_the_text_is_kept(browser, writing):
    browser.post(NEW, writing | {"files": raw("照片.jpg", b"MZ\x90\x00program")})

    assert HeldSubmission.objects.get().draft.attachments.count() == 0


def test_autosave_signed_out_is_kept_too_and_says_where_to_sign_in(browser, writing):
    response = browser.post(
        f"/records/drafts/{writing['draft']}/", writing, HTTP_ACCEPT="application/json"
    )

    assert response.status_code == 401
    assert response.json()["login"].startswith("/accounts/login/?next=")
    assert FormDraft.objects.get().data["worked"] == [LONG_ENOUGH]


def test_a_photo_sent_signed_out_hangs_off_the_owners_draft(browser, lin, writing):
    browser.post(
        f"/records/drafts/{writing['draft']}/files/",
        writing | {"files": photo()},
        HTTP_ACCEPT="application/json",
    )

    assert Attachment.objects.get().draft.person == lin


def test_a_photo_alone_does_not_wipe_the_text_kept_before(browser, lin, writing):
    browser.post(NEW, writing)

    browser.post(
        f"/records/drafts/{writing['draft']}/files/",
        {k: writing[k] for k in ("owner", "csrfmiddlewaretoken")} | {"files": photo()},
        HTTP_ACCEPT="application/json",
    )

    draft = FormDraft.objects.get()
    assert draft.data["worked"] == [LONG_ENOUGH]
    assert draft.attachments.count() == 1


def test_a_saved_form_sent_again_signed_out_is_not_kept_twice(browser, lin, writing):
    client = signed_in(lin)
    client.post(NEW, writing)

    browser.post(NEW, writing)

    assert not HeldSubmission.objects.exists()


def test_changes_to_a_record_come_back_to_that_record(browser, lin, zhou, sixth_week):
    record = LessonReflectionFactory(author=lin)
    url = f"/research/lesson-reflections/{record.pk}/edit/"
    browser.force_login(lin)
    fields = fields_of(browser.get(url), having="lesson_topic")
    browser.logout()

    browser.post(url, fields | {"worked": "会话结束后"})

    held = HeldSubmission.objects.get()
    assert (held.path, held.draft.record_id) == (url, record.pk)
    assert fields_of(signed_in(lin).get(url), having="lesson_topic")["worked"] == "会话结束后"


def test_somebody_else_signed_in_meanwhile_does_not_file_it_as_their_own(lin, qian, writing):
    client = signed_in(qian)

    response = client.post(NEW, writing)

    assert response["Location"].startswith(f"{NEW}?held=")
    assert not LessonReflection.objects.exists()
    assert FormDraft.objects.get().person == lin
    assert fields_of(client.get(response["Location"]), having="worked")["worked"] == ""
