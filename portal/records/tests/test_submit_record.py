"""Submitting: the record goes to the lowest level that is not the author's own.

Rule: docs/rules.md#records (states).
"""

import pytest

from portal.notices.models import Notice
from portal.people.models import Role
from portal.records.models import Part, State
from portal.records.submit import submit_record
from portal.refusal import Refused
from research.reflections.tests.factories import LessonReflectionFactory, PuzzleFactory
from tests.factories import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


def moves(record):
    return list(record.reviews.values_list("by__name", "from_state", "to_state", "version"))


def test_submitting_hands_the_record_to_the_group_leader(lin, zhou):
    record = LessonReflectionFactory(author=lin)

    submit_record(record, by=lin)

    record.refresh_from_db()
    assert (record.state, record.review_level, record.version) == ("submitted", "leader", 2)
    assert moves(record) == [("林晓", "draft", "submitted", 2)]


def test_submitting_credits_the_author_and_tells_the_leader(lin, zhou, tang):
    record = LessonReflectionFactory(author=lin)

    submit_record(record, by=lin)

    assert list(record.participations.values_list("person", "part")) == [(lin.pk, Part.AUTHOR)]
    assert list(Notice.objects.values_list("person__name", "type")) == [("周静", "review_wanted")]


def test_submitting_again_is_harmless(lin, zhou):
    record = LessonReflectionFactory(author=lin)

    first = submit_record(record, by=lin)
    again = submit_record(record, by=lin)

    assert again == first
    assert record.reviews.count() == Notice.objects.count() == 1


def test_leaders_own_record_goes_to_the_office(zhou, wu):
    record = LessonReflectionFactory(author=zhou)

    submit_record(record, by=zhou)

    assert record.review_level == "office"
    assert Notice.objects.get().person == wu


def test_record_of_a_group_without_leader_goes_to_the_office(lin, wu):
    record = LessonReflectionFactory(author=lin)

    submit_record(record, by=lin)

    assert record.review_level == "office"


def test_leader_who_left_is_no_leader(lin, zhou, wu):
    zhou.status = "left"
    zhou.save()
    record = LessonReflectionFactory(author=lin)

    submit_record(record, by=lin)

    assert record.review_level == "office"


def test_offices_own_record_goes_to_the_principal(wu, sun):
    UserFactory(name="何平", role=Role.RESEARCH_OFFICE)
    record = LessonReflectionFactory(author=wu)

    submit_record(record, by=wu)

    assert record.review_level == "principal"
    assert Notice.objects.get().person == sun


def test_without_anybody_to_decide_it_waits_for_the_office(lin):
    record = LessonReflectionFactory(author=lin)

    submit_record(record, by=lin)

    assert record.review_level == "office"


def test_what_nobody_reviews_is_accepted_at_once(lin, zhou):
    puzzle = PuzzleFactory(author=lin)

    submit_record(puzzle, by=lin)

    assert puzzle.state == State.ACCEPTED
    assert puzzle.decided_at == puzzle.submitted_at
    assert moves(puzzle) == [
        ("林晓", "draft", "submitted", 2),
        ("林晓", "submitted", "accepted", 3),
    ]
    assert not Notice.objects.exists()


def test_whoever_entered_it_for_the_author_may_submit_it(lin, zhou, wu):
    record = LessonReflectionFactory(author=lin, entered_by=wu)

    submit_record(record, by=wu)

    assert record.is_submitted


def test_a_stranger_is_refused(lin, qian):
    record = LessonReflectionFactory(author=lin)

    with pytest.raises(Refused) as refusal:
        submit_record(record, by=qian)

    assert refusal.value.code == "not_author"
    assert not record.reviews.exists()


def test_a_record_of_no_group_goes_to_the_office(wu):
    alone = UserFactory(name="单行")
    GroupFactory()
    record = LessonReflectionFactory(author=alone)

    submit_record(record, by=alone)

    assert (record.group, record.review_level) == (None, "office")
