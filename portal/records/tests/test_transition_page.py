"""The pages that act on a record: they ask, they act, and a refusal keeps what was typed."""

import pytest
from django.urls import reverse

from portal.records.models import Record
from portal.records.open import mark_opened
from research.reflections.tests.factories import EducationNarrativeFactory, LessonReflectionFactory

pytestmark = pytest.mark.django_db


def state_of(record):
    return Record.objects.get(pk=record.pk).state


def address(record, act):
    return f"{record.get_absolute_url()}{act}/"


def test_asking_changes_nothing(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    client.force_login(zhou)

    response = client.get(address(record, "return"))

    assert (response.status_code, state_of(record)) == (200, "submitted")


def test_the_author_submits(client, lin, zhou):
    record = LessonReflectionFactory(author=lin)
    client.force_login(lin)

    response = client.post(address(record, "submit"))

    assert response.url == record.get_absolute_url()
    assert state_of(record) == "submitted"


def test_returning_without_words_comes_back_with_a_complaint(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    client.force_login(zhou)

    response = client.post(address(record, "return"), {"words": ""})

    assert (response.status_code, state_of(record)) == (422, "submitted")
    assert 'id="id_words"' in response.content.decode()


def test_a_refusal_keeps_what_was_typed(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    client.force_login(zhou)
    client.post(address(record, "accept"))

    response = client.post(address(record, "return"), {"words": "请补充课例。"})

    assert (response.status_code, state_of(record)) == (409, "accepted")
    assert "请补充课例。" in response.content.decode()


def test_after_a_decision_the_next_one_opens(client, lin, zhou):
    first = LessonReflectionFactory(author=lin, submitted=True)
    second = LessonReflectionFactory(author=lin, title="春", submitted=True)
    client.force_login(zhou)

    assert client.post(address(first, "accept")).url == second.get_absolute_url()
    assert client.post(address(second, "accept")).url == reverse("records:queue")


def test_recall_after_it_was_opened_says_so(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    mark_opened(record, by=zhou)
    client.force_login(lin)

    assert client.post(address(record, "recall")).status_code == 409


def test_a_withdrawn_record_comes_back(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    client.force_login(lin)

    client.post(address(record, "withdraw"))
    client.post(address(record, "recall"))

    assert state_of(record) == "draft"


@pytest.mark.parametrize("act", ["submit", "recall", "withdraw", "accept", "return", "reopen"])
def test_strangers_get_404(act, client, lin, zhou, qian):
    record = LessonReflectionFactory(author=lin, submitted=True)
    client.force_login(qian)

    assert client.post(address(record, act), {"words": "好。"}).status_code == 404


@pytest.mark.parametrize("act", ["accept", "return", "reopen"])
def test_nobody_opens_the_decision_on_their_own(act, client, zhou, wu):
    record = EducationNarrativeFactory(author=zhou, submitted=True)
    client.force_login(zhou)

    assert client.get(address(record, act)).status_code == 403


@pytest.mark.parametrize("act", ["submit", "recall", "withdraw"])
def test_a_reviewer_does_not_act_for_the_author(act, client, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    client.force_login(zhou)

    assert client.post(address(record, act)).status_code == 403
