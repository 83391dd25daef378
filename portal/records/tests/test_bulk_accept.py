"""Accepting many at once, and undoing that as one while nothing builds upon it."""

from datetime import timedelta

import pytest

from portal import clock
from portal.records.decide import accept_in_bulk, reopen_decision, return_record, undo_batch
from portal.records.submit import recall_record
from portal.refusal import Refused
from research.reflections.tests.factories import EducationNarrativeFactory, LessonReflectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(lin, zhou):
    return [LessonReflectionFactory(author=lin, title=f"第{n}篇", submitted=True) for n in "一二三"]


def states(records):
    return [type(record).objects.get(pk=record.pk).state for record in records]


def test_all_are_accepted_under_one_batch(three, zhou):
    batch = accept_in_bulk(three, by=zhou)

    assert states(three) == ["accepted"] * 3
    assert {record.reviews.last().batch for record in three} == {batch}


def test_each_author_is_told_once(three, lin, zhou):
    accept_in_bulk(three, by=zhou)

    assert [(n.type, n.params["count"]) for n in lin.notices.all()] == [("records_accepted", 3)]


def test_what_was_recalled_meanwhile_is_left(three, lin, zhou):
    recall_record(three[1], by=lin)

    accept_in_bulk(three, by=zhou)

    assert states(three) == ["accepted", "draft", "accepted"]


def test_one_that_is_not_theirs_stops_all(three, zhou, wu):
    own = EducationNarrativeFactory(author=zhou, submitted=True)

    with pytest.raises(Refused) as refusal:
        accept_in_bulk([*three, own], by=zhou)

    assert refusal.value.code == "own_record"
    assert states(three) == ["submitted"] * 3


def test_nothing_left_to_accept_is_said(three, zhou):
    accept_in_bulk(three, by=zhou)

    with pytest.raises(Refused) as refusal:
        accept_in_bulk(three, by=zhou)

    assert refusal.value.code == "nothing_to_accept"


def test_a_batch_is_undone_as_one(three, lin, zhou):
    batch = accept_in_bulk(three, by=zhou)

    result = undo_batch(batch, by=zhou)

    assert states(three) == ["submitted"] * 3
    assert (len(result.undone), result.left) == (3, [])
    assert three[0].reviews.last().batch == batch
    assert not lin.notices.filter(withdrawn_at__isnull=True).exists()


def test_an_author_who_has_read_of_it_is_told(three, lin, zhou):
    batch = accept_in_bulk(three, by=zhou)
    lin.notices.update(read_at=clock.now())

    undo_batch(batch, by=zhou)

    assert lin.notices.filter(type="decision_reopened").count() == 1


def test_what_changed_since_is_named_and_left(three, zhou):
    batch = accept_in_bulk(three, by=zhou)
    reopen_decision(three[1], by=zhou, reason="再看。")
    return_record(three[1], by=zhou, words="补充。")

    result = undo_batch(batch, by=zhou)

    assert states(three) == ["submitted", "returned", "submitted"]
    assert [record.display_title for record in result.left] == ["第二篇"]


def test_undoing_twice_undoes_nothing_more(three, zhou):
    batch = accept_in_bulk(three, by=zhou)
    undo_batch(batch, by=zhou)

    result = undo_batch(batch, by=zhou)

    assert (result.undone, result.left) == ([], [])
    assert three[0].reviews.count() == 3


def test_a_batch_wholly_built_upon_is_not_undone(three, zhou):
    batch = accept_in_bulk(three, by=zhou)
    for record in three:
        reopen_decision(record, by=zhou, reason="再看。")

    with pytest.raises(Refused) as refusal:
        undo_batch(batch, by=zhou)

    assert refusal.value.code == "batch_built_upon"


@pytest.mark.parametrize(("days", "is_late"), [(6.9, False), (7.1, True)], ids=["in", "after"])
def test_it_can_be_undone_for_seven_days(days, is_late, three, zhou):
    batch = accept_in_bulk(three, by=zhou)
    later = clock.now() + timedelta(days=days)

    if is_late:
        with pytest.raises(Refused) as refusal:
            undo_batch(batch, by=zhou, at=later)
        assert refusal.value.code == "undo_too_late"
    else:
        assert len(undo_batch(batch, by=zhou, at=later).undone) == 3


def test_only_who_accepted_undoes(three, zhou, wu):
    batch = accept_in_bulk(three, by=zhou)

    with pytest.raises(Refused) as refusal:
        undo_batch(batch, by=wu)

    assert refusal.value.code == "not_reviewer"
