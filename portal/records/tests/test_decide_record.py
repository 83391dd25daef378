"""Deciding: accept or return what lies with you, never your own; reopen with a reason."""

import pytest

from portal.people.models import Role
from portal.records.decide import accept_record, reopen_decision, return_record
from portal.records.submit import submit_record
from portal.refusal import Refused
from research.reflections.tests.factories import LessonReflectionFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def moves(record):
    return list(record.reviews.values_list("by__name", "from_state", "to_state", "words"))


def test_leader_accepts(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    accept_record(record, by=zhou, words="很有启发。")

    record.refresh_from_db()
    assert (record.state, record.version) == ("accepted", 3)
    assert record.decided_at == record.reviews.last().at
    assert moves(record)[1:] == [("周静", "submitted", "accepted", "很有启发。")]
    assert lin.notices.get().params["words"] == "很有启发。"


def test_leader_returns_with_words(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    return_record(record, by=zhou, words="请写具体一些。")

    assert record.state == "returned"
    assert lin.notices.get().type == "record_returned"


@pytest.mark.parametrize("words", ["", "   ", "\n"], ids=["none", "spaces", "line"])
def test_returning_needs_words(words, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    with pytest.raises(Refused) as refusal:
        return_record(record, by=zhou, words=words)

    assert refusal.value.code == "words_required"
    assert record.reviews.count() == 1


def test_returned_record_can_be_submitted_again(lin, zhou):
    record = LessonReflectionFactory(author=lin, returned=zhou)

    submit_record(record, by=lin)

    assert (record.state, record.decided_at, record.opened_at) == ("submitted", None, None)
    assert zhou.notices.count() == 2


@pytest.mark.parametrize("verb", [accept_record, return_record], ids=["accept", "return"])
def test_nobody_decides_on_their_own(verb, zhou, wu):
    record = LessonReflectionFactory(author=zhou, submitted=True)

    with pytest.raises(Refused) as refusal:
        verb(record, by=zhou, words="好。")

    assert refusal.value.code == "own_record"
    assert record.reviews.count() == 1


def test_not_even_with_both_hats_on(chinese, sun):
    both = UserFactory(name="双任", leads=chinese, role=Role.RESEARCH_OFFICE)
    record = LessonReflectionFactory(author=both, submitted=True)

    with pytest.raises(Refused) as refusal:
        accept_record(record, by=both)

    assert (record.review_level, refusal.value.code) == ("principal", "own_record")


def test_the_office_decides_on_a_leaders_own(zhou, wu):
    record = LessonReflectionFactory(author=zhou, submitted=True)

    accept_record(record, by=wu)

    assert record.is_accepted


@pytest.mark.parametrize("who", ["qian", "tang", "sun", "guest", "wu", "admin"])
def test_others_do_not_decide_on_what_lies_with_the_leader(who, lin, zhou, request):
    record = LessonReflectionFactory(author=lin, submitted=True)

    with pytest.raises(Refused) as refusal:
        accept_record(record, by=request.getfixturevalue(who))

    assert refusal.value.code == "not_reviewer"


def test_accepting_twice_is_harmless(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    assert accept_record(record, by=zhou) == accept_record(record, by=zhou)
    assert lin.notices.count() == 1


def test_a_decision_of_somebody_else_is_not_repeated(lin, zhou, chinese):
    other = UserFactory(name="副组长", leads=chinese)
    record = LessonReflectionFactory(author=lin, submitted=True)
    accept_record(record, by=zhou)

    with pytest.raises(Refused) as refusal:
        return_record(record, by=other, words="重写。")

    assert refusal.value.code == "wrong_state"


def test_draft_is_not_accepted(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    record.refresh_from_db()
    accept_record(record, by=zhou)
    stale = LessonReflectionFactory(author=lin)
    stale.review_level = "leader"
    stale.save()

    with pytest.raises(Refused) as refusal:
        accept_record(stale, by=zhou)

    assert refusal.value.code == "wrong_state"


@pytest.mark.parametrize("decided", ["accepted", "returned"])
def test_a_decision_is_reopened_with_a_reason(decided, lin, zhou):
    record = LessonReflectionFactory(author=lin, **{decided: zhou})

    reopen_decision(record, by=zhou, reason="看错了一段。")

    assert (record.state, record.decided_at) == ("submitted", None)
    assert moves(record)[-1] == ("周静", decided, "submitted", "看错了一段。")
    assert lin.notices.filter(type="decision_reopened").count() == 1


def test_reopening_needs_a_reason(lin, zhou):
    record = LessonReflectionFactory(author=lin, accepted=zhou)

    with pytest.raises(Refused) as refusal:
        reopen_decision(record, by=zhou, reason=" ")

    assert refusal.value.code == "words_required"


def test_the_office_reopens_what_a_leader_decided(lin, zhou, wu):
    record = LessonReflectionFactory(author=lin, accepted=zhou)

    reopen_decision(record, by=wu, reason="内容与他人重复。")

    assert (record.state, record.review_level) == ("submitted", "leader")


def test_a_return_that_the_author_has_worked_on_is_not_reopened(lin, zhou):
    record = LessonReflectionFactory(author=lin, returned=zhou)
    record.version += 1
    record.save(update_fields=["version"])

    with pytest.raises(Refused) as refusal:
        reopen_decision(record, by=zhou, reason="我再看看。")

    assert refusal.value.code == "built_upon"


def test_a_waiting_record_has_no_decision_to_reopen(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    with pytest.raises(Refused) as refusal:
        reopen_decision(record, by=zhou, reason="没有决定。")

    assert refusal.value.code == "wrong_state"
