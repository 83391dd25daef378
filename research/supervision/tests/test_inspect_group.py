"""A group's monthly check: a fair sample, findings, the group's reply, closed, and to the office.

Rule: docs/rules.md#supervision. A sample is 10 % of the teachers and at least
two of each group; the reply is due in five working days; nobody is told of
findings before they are reported.
"""

from datetime import date, timedelta

import pytest

from portal.deadlines.dues import dues_between
from portal.notices.models import Notice
from portal.people.models import Role, RoleGrant
from portal.records.decide import accept_record
from portal.refusal import Refused
from research.reflections.tests.factories import LessonReflectionFactory
from research.supervision.inspect_group import (
    ask_again,
    close_inspection,
    note_findings,
    reply_to_inspection,
    report_inspection,
)
from research.supervision.models import Inspection, SupervisionSetting
from research.supervision.sample import sample_size
from research.supervision.tests.factories import an_inspection, graded, replied, reported
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def he(maths):
    """A supervisor, of another group."""
    person = UserFactory(name="何监督", in_group=maths)
    RoleGrant.objects.create(person=person, role=Role.SUPERVISOR, starts_on=date(2020, 9, 1))
    return person


@pytest.mark.parametrize(
    ("teachers", "size"), [(0, 0), (1, 1), (2, 2), (9, 2), (20, 2), (21, 3), (45, 5)]
)
def test_a_sample_is_a_tenth_and_never_fewer_than_two(teachers, size):
    assert sample_size(teachers, SupervisionSetting()) == size


def test_opening_draws_the_sample_once(he, lin, zhou, chinese, sixth_week):
    first = an_inspection(chinese, he)
    second = an_inspection(chinese, he)

    assert first == second
    assert {finding.person for finding in first.findings.all()} == {lin, zhou}


def test_the_newest_record_of_the_month_is_looked_at(he, lin, zhou, chinese, sixth_week):
    LessonReflectionFactory(author=lin, occurred_on=date(2026, 10, 5), submitted=True)
    newest = LessonReflectionFactory(author=lin, occurred_on=date(2026, 10, 7), submitted=True)
    LessonReflectionFactory(author=lin, occurred_on=date(2026, 9, 30), submitted=True)

    inspection = an_inspection(chinese, he)

    assert inspection.findings.get(person=lin).record_id == newest.pk
    assert inspection.findings.get(person=zhou).record is None


def test_a_private_record_is_left_alone(he, lin, zhou, chinese, sixth_week):
    LessonReflectionFactory(
        author=lin, occurred_on=date(2026, 10, 7), submitted=True, visibility="private"
    )

    assert an_inspection(chinese, he).findings.get(person=lin).record is None


def test_a_group_without_teachers_is_refused(he, chinese, sixth_week):
    with pytest.raises(Refused) as refusal:
        an_inspection(chinese, he)

    assert refusal.value.code == "nobody_to_inspect"


def test_nothing_is_reported_before_every_finding_has_a_grade(he, lin, zhou, chinese, sixth_week):
    inspection = an_inspection(chinese, he)

    with pytest.raises(Refused) as refusal:
        report_inspection(inspection, by=he)

    assert refusal.value.code == "not_graded"
    assert not Notice.objects.filter(person=zhou).exists()


def test_the_group_sees_it_from_the_report_on(he, lin, zhou, qian, chinese, sixth_week):
    inspection = graded(an_inspection(chinese, he), he)
    assert not Inspection.objects.visible_to(zhou).exists()

    report_inspection(inspection, by=he)

    assert Inspection.objects.visible_to(zhou).get() == inspection
    assert Inspection.objects.visible_to(lin).get() == inspection
    assert not Inspection.objects.visible_to(qian).exists()


def test_the_reply_is_due_in_five_working_days(he, lin, zhou, chinese, sixth_week):
    inspection = reported(chinese, he)

    assert inspection.reply_due_on == sixth_week + timedelta(days=7)
    assert [n.person for n in Notice.objects.filter(type="inspection_reported")] == [zhou]


def test_the_leader_owes_the_reply_until_it_is_there(
    he, lin, zhou, chinese, sixth_week, time_machine
):
    inspection = reported(chinese, he)
    window = (inspection.reported_at, inspection.reported_at + timedelta(days=30))

    [due] = [d for d in dues_between(*window) if d.key.startswith("inspection_reply")]
    assert (due.person_id, due.is_met) == (zhou.pk, False)

    reply_to_inspection(inspection, "已补写。", by=zhou)
    [due] = [d for d in dues_between(*window) if d.key.startswith("inspection_reply")]
    assert due.is_met


def test_closing_hands_it_to_the_office(he, lin, zhou, wu, chinese, sixth_week):
    inspection = replied(chinese, he, zhou)

    close_inspection(inspection, by=he)

    inspection.refresh_from_db()
    assert (inspection.stage, inspection.state, inspection.review_level) == (
        "closed", "submitted", "office",
    )  # fmt: skip
    accept_record(inspection, by=wu)


def test_problems_are_not_closed_without_a_reply(he, lin, zhou, chinese, sixth_week):
    inspection = reported(chinese, he)

    with pytest.raises(Refused) as refusal:
        close_inspection(inspection, by=he)

    assert refusal.value.code == "wrong_stage"


def test_without_problems_it_is_closed_at_once(he, lin, zhou, wu, chinese, sixth_week):
    inspection = reported(chinese, he, problem="")

    close_inspection(inspection, by=he)

    inspection.refresh_from_db()
    assert inspection.is_closed


def test_a_reply_that_does_not_settle_it_is_asked_for_again(he, lin, zhou, chinese, sixth_week):
    inspection = replied(chinese, he, zhou)

    asked = ask_again(inspection, "请补一个课例。", by=he)

    assert asked.is_reported
    assert "请补一个课例。" in asked.feedback
    assert Notice.objects.filter(person=zhou, type="inspection_unsettled").count() == 1


def test_findings_do_not_change_once_reported(he, lin, zhou, chinese, sixth_week):
    inspection = reported(chinese, he)

    with pytest.raises(Refused) as refusal:
        note_findings(inspection, {}, "改了", by=he)

    assert refusal.value.code == "wrong_stage"
