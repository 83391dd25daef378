"""A file opens for whoever may read its record, and for nobody else; drafts for their writer."""

import pytest

from portal.records.attach import attach_file
from portal.records.models import Attachment
from research.reflections.tests.factories import LessonReflectionFactory
from tests.files import document, photo
from tests.forms import fields_of

NEW = "/research/lesson-reflections/new/"


@pytest.fixture
def record(lin, zhou, sixth_week):
    return LessonReflectionFactory(author=lin, submitted=True)


def url_of(attachment, part=""):
    return f"/records/files/{attachment.uid}/{part}"


@pytest.mark.parametrize(
    ("who", "status"),
    [("lin", 200), ("zhou", 200), ("wu", 200), ("sun", 200), ("qian", 404), ("guest", 404)],
)
def test_who_opens_a_file_of_a_submitted_record(client, request, record, who, status):
    attachment = attach_file(photo(), by=record.author, record=record)
    client.force_login(request.getfixturevalue(who))

    assert client.get(url_of(attachment)).status_code == status
    assert client.get(url_of(attachment, "small/")).status_code == status


def test_signed_out_one_is_sent_to_sign_in(client, record):
    attachment = attach_file(photo(), by=record.author, record=record)

    assert client.get(url_of(attachment)).status_code == 302


def test_a_colleague_does_not_open_a_file_of_a_draft_record(client, zhou, lin, sixth_week):
    draft = LessonReflectionFactory(author=lin)
    attachment = attach_file(photo(), by=lin, record=draft)
    client.force_login(zhou)

    assert client.get(url_of(attachment)).status_code == 404


def test_pictures_open_in_the_page_and_documents_are_handed_over(client, record):
    picture = attach_file(photo("黑板.jpg"), by=record.author, record=record)
    words = attach_file(document("教案.docx"), by=record.author, record=record)
    client.force_login(record.author)

    shown, handed = client.get(url_of(picture)), client.get(url_of(words))

    assert shown["Content-Disposition"].startswith("inline")
    assert handed["Content-Disposition"].startswith("attachment")
    assert "%E6%95%99%E6%A1%88.docx" in handed["Content-Disposition"]
    assert {r["X-Content-Type-Options"] for r in (shown, handed)} == {"nosniff"}
    assert "sandbox" in shown["Content-Security-Policy"]
    assert "private" in shown["Cache-Control"]


def test_behind_nginx_the_bytes_go_out_by_its_hand(client, record, settings):
    from django_sendfile.utils import _get_sendfile

    settings.SENDFILE_BACKEND = "django_sendfile.backends.nginx"
    _get_sendfile.cache_clear()
    attachment = attach_file(photo(), by=record.author, record=record)
    client.force_login(record.author)

    response = client.get(url_of(attachment))
    _get_sendfile.cache_clear()

    assert response["X-Accel-Redirect"] == f"/protected/{attachment.file.name}"
    assert response.content == b""


def test_photos_sent_with_the_form_belong_to_the_record(client, lin, zhou, sixth_week):
    client.force_login(lin)
    fields = fields_of(client.get(NEW), having="lesson_topic")

    client.post(NEW, fields | {"lesson_topic": "背影", "files": [photo("一.jpg"), photo("二.jpg")]})

    assert [a.record.title for a in Attachment.objects.all()] == ["背影", "背影"]


def test_photos_stay_with_a_form_that_was_not_accepted(client, lin, zhou, sixth_week):
    client.force_login(lin)
    fields = fields_of(client.get(NEW), having="lesson_topic")

    response = client.post(NEW, fields | {"then": "submit", "files": photo("黑板.jpg")})
    client.post(NEW, fields_of(response, having="lesson_topic") | {"then": "draft"})

    assert response.status_code == 422
    assert Attachment.objects.get().record is not None


def test_a_hostile_file_is_named_and_the_text_stays(client, lin, zhou, sixth_week):
    from tests.files import raw

    client.force_login(lin)
    fields = fields_of(client.get(NEW), having="lesson_topic")

    response = client.post(
        NEW, fields | {"worked": "朗读", "files": raw("病毒.jpg", b"MZ\x90\x00")}
    )

    assert response.status_code == 422
    assert "病毒.jpg" in response.content.decode()
    assert fields_of(response, having="lesson_topic")["worked"] == "朗读"


def test_a_photo_is_sent_to_the_draft_at_once(client, lin, zhou, sixth_week):
    client.force_login(lin)
    fields = fields_of(client.get(NEW), having="lesson_topic")

    response = client.post(
        f"/records/drafts/{fields['draft']}/files/",
        {"owner": fields["owner"], "files": photo("黑板.jpg")},
        HTTP_ACCEPT="application/json",
    )

    assert str(Attachment.objects.get().uid) in response.json()["entries"][0]
    assert client.get(url_of(Attachment.objects.get())).status_code == 200


def test_removing_without_scripts_keeps_what_is_typed(client, lin, zhou, sixth_week):
    client.force_login(lin)
    fields = fields_of(client.get(NEW), having="lesson_topic")
    client.post(NEW, fields | {"then": "submit", "files": photo()})

    response = client.post(
        url_of(Attachment.objects.get(), "remove/"), fields | {"worked": "写到一半"}
    )

    assert response["Location"] == NEW
    assert not Attachment.objects.exists()
    assert fields_of(client.get(NEW), having="lesson_topic")["worked"] == "写到一半"


@pytest.mark.parametrize("who", ["zhou", "wu", "qian"])
def test_nobody_else_removes_a_file(client, request, record, who):
    attachment = attach_file(photo(), by=record.author, record=record)
    client.force_login(request.getfixturevalue(who))

    assert client.post(url_of(attachment, "remove/")).status_code == 404
    assert Attachment.objects.exists()


def test_a_file_of_a_submitted_record_stays(client, lin, record):
    attachment = attach_file(photo(), by=lin, record=record)
    client.force_login(lin)

    assert client.post(url_of(attachment, "remove/")).status_code == 404
