"""The teacher observed answers; the observer is told."""

import pytest

from portal.notices.models import Notice
from portal.records.submit import recall_record
from portal.refusal import Refused
from research.observations.answer_observation import answer_observation
from research.observations.models import Observation
from research.observations.tests.factories import begin, hand_in, write


@pytest.fixture
def observation(qian, lin, term):
    return hand_in(qian, teacher=lin)


def refused(observation, by, words="谢谢"):
    with pytest.raises(Refused) as refusal:
        answer_observation(observation, by=by, words=words)
    return refusal.value.code


def test_answer_stands_and_the_observer_is_told_once(observation, lin, qian):
    answer_observation(observation, by=lin, words="下节课会多留白。")
    answer_observation(observation, by=lin, words="下节课一定多留白。")

    assert Observation.objects.get().answer == "下节课一定多留白。"
    assert [n.person for n in Notice.objects.filter(type="observation_answered")] == [qian]


def test_nobody_else_answers(observation, zhou, qian):
    assert refused(observation, zhou) == "not_observed"
    assert refused(observation, qian) == "not_observed"


def test_answer_has_words(observation, lin):
    assert refused(observation, lin, "  ") == "words_required"


def test_draft_is_not_answered(qian, lin, term):
    assert refused(write(begin(qian, teacher=lin)), lin) == "not_filed"


def test_what_was_answered_is_not_taken_back(client, observation, lin, qian):
    answer_observation(observation, by=lin, words="谢谢")
    client.force_login(qian)

    assert client.post(f"{observation.get_absolute_url()}recall/").status_code == 403
    assert "Take back" not in client.get(observation.get_absolute_url()).content.decode()


def test_answering_on_the_page(client, observation, lin):
    client.force_login(lin)
    url = observation.get_absolute_url()

    page = client.post(f"{url}answer/", {"words": "下节课会多留白。"}, follow=True)

    assert "下节课会多留白。" in page.content.decode()


def test_observer_has_no_field_to_answer(client, observation, qian):
    client.force_login(qian)
    url = observation.get_absolute_url()

    assert "Answer to the observer" not in client.get(url).content.decode()
    assert client.get(f"{url}answer/").status_code == 403


def test_recalled_observation_can_be_handed_in_again(observation, qian):
    recall_record(observation, by=qian)

    assert Observation.objects.get().state == "draft"
