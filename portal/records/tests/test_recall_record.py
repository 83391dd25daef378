"""Recalling: the author takes back what no reviewer has opened; withdrawing, and back again."""

import pytest

from portal.records.decide import accept_record
from portal.records.open import mark_opened
from portal.records.submit import recall_record, submit_record, withdraw_record
from portal.refusal import Refused
from research.reflections.tests.factories import LessonReflectionFactory, PuzzleFactory

pytestmark = pytest.mark.django_db


def states(record):
    return list(record.reviews.values_list("from_state", "to_state"))


def test_what_nobody_opened_becomes_a_draft_again(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    recall_record(record, by=lin)

    record.refresh_from_db()
    assert (record.state, record.submitted_at, record.version) == ("draft", None, 3)
    assert states(record) == [("draft", "submitted"), ("submitted", "draft")]


def test_what_a_reviewer_opened_is_not_recalled(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    mark_opened(record, by=zhou)

    with pytest.raises(Refused) as refusal:
        recall_record(record, by=lin)

    assert refusal.value.code == "already_opened"
    assert states(record) == [("draft", "submitted")]


def test_recalling_twice_is_harmless(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    assert recall_record(record, by=lin) == recall_record(record, by=lin)


def test_submitted_again_after_recall_tells_the_reviewer_again(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    recall_record(record, by=lin)

    submit_record(record, by=lin)

    assert zhou.notices.filter(type="review_wanted").count() == 2


def test_the_notice_of_a_recalled_record_is_withdrawn(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    recall_record(record, by=lin)

    assert not zhou.notices.filter(withdrawn_at__isnull=True).exists()


def test_accepted_record_is_not_recalled(lin, zhou):
    record = LessonReflectionFactory(author=lin, accepted=zhou)

    with pytest.raises(Refused) as refusal:
        recall_record(record, by=lin)

    assert refusal.value.code == "wrong_state"


def test_what_nobody_reviews_can_be_taken_back_after_acceptance(lin):
    puzzle = PuzzleFactory(author=lin, submitted=True)

    recall_record(puzzle, by=lin)

    assert (puzzle.state, puzzle.decided_at) == ("draft", None)


def test_withdrawn_record_can_be_put_back(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    withdraw_record(record, by=lin)
    recall_record(record, by=lin)

    assert record.state == "draft"
    assert states(record)[1:] == [("submitted", "withdrawn"), ("withdrawn", "draft")]


def test_withdrawing_twice_is_harmless(lin):
    record = LessonReflectionFactory(author=lin)

    assert withdraw_record(record, by=lin) == withdraw_record(record, by=lin)


def test_accepted_record_is_not_withdrawn(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    accept_record(record, by=zhou)

    with pytest.raises(Refused) as refusal:
        withdraw_record(record, by=lin)

    assert refusal.value.code == "wrong_state"


@pytest.mark.parametrize("verb", [recall_record, withdraw_record])
def test_only_the_author_takes_back(verb, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    with pytest.raises(Refused) as refusal:
        verb(record, by=zhou)

    assert refusal.value.code == "not_author"
