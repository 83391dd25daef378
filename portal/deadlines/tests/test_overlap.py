"""Two requirements of one kind that ask the same person: the larger applies.

Rule: docs/rules.md#owed. Fifteen of everybody and thirty of the guidance team.
"""

import pytest

from portal.deadlines.models import Requirement
from portal.deadlines.owed import completion, owed_by
from portal.deadlines.tests.test_owed import at_school
from portal.people.models import Role
from tests.factories import UserFactory

NOW = at_school("2026-10-07T10:00:00")
JANUARY = at_school("2027-01-08T23:59:00")


def asked(term, count, **whom):
    return Requirement.objects.create(term=term, kind="case", count=count, due_at=JANUARY, **whom)


@pytest.fixture
def guide(db, chinese):
    return UserFactory(staff_number="1020", in_group=chinese, role=Role.GUIDANCE)


def owed(person, term):
    return [line.owed for line in owed_by(person, term, at=NOW)]


def test_member_of_the_team_owes_thirty_and_not_forty_five(guide, lin, term):
    asked(term, 15)
    asked(term, 30, audience="role", role=Role.GUIDANCE)

    assert owed(guide, term) == [30]
    assert owed(lin, term) == [15]


def test_larger_applies_where_it_is_everybodys(guide, term):
    asked(term, 15)
    asked(term, 10, audience="role", role=Role.GUIDANCE)

    assert owed(guide, term) == [15]


def test_of_two_alike_the_narrower_applies(guide, term):
    asked(term, 15)
    narrower = asked(term, 15, audience="role", role=Role.GUIDANCE)

    assert [line.requirement for line in owed_by(guide, term, at=NOW)] == [narrower]


def test_two_of_the_same_audience_are_both_meant(lin, term):
    asked(term, 1)
    asked(term, 2)

    assert sorted(owed(lin, term)) == [1, 2]


def test_other_kinds_stand_beside(guide, term):
    asked(term, 15)
    asked(term, 30, audience="role", role=Role.GUIDANCE)
    Requirement.objects.create(term=term, kind="puzzle", count=1, due_at=JANUARY)

    assert sorted(owed(guide, term)) == [1, 30]


def test_table_of_everybody_agrees_with_each_persons_own(guide, lin, term):
    asked(term, 15)
    asked(term, 30, audience="role", role=Role.GUIDANCE)

    table = completion(term, at=NOW)

    assert {row.person: row.progress.owed for row in table.rows} == {guide: 30, lin: 15}


def test_rhythm_and_amount_are_compared_by_the_whole_term(lin, guide, term):
    asked(term, 15)
    Requirement.objects.create(
        term=term, kind="case", count=3, every_weeks=1, audience="role", role=Role.GUIDANCE
    )

    assert owed(guide, term) == [60]
