"""Who may read a record: one rule for lists, one for objects, and they agree.

Rule: docs/rules.md#records. Drafts are their author's alone; what was sent back is no
business of colleagues; a private record is read by who decides on it.
"""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.people.models import Role, RoleGrant, User
from portal.records.models import Part, Participation, Record, StandIn, State, Visibility
from portal.records.models.record import ReviewLevel
from research.reflections.models import LessonReflection
from research.reflections.tests.factories import LessonReflectionFactory
from tests.factories import GroupFactory, TermFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(lin, zhou, wu, qian, tang, sun, admin, guest, chinese, maths, sixth_week):
    """The cast; Qian stands in for Zhou; one wears two hats; one has left the portal."""
    StandIn.objects.create(
        absent=zhou,
        substitute=qian,
        starts_on=date(2026, 10, 5),
        ends_on=date(2026, 10, 9),
        created_by=zhou,
    )
    both = UserFactory(name="双任", in_group=chinese, role=Role.EXPERT)
    RoleGrant.objects.create(person=sun, role=Role.GUIDANCE, starts_on=date(2020, 9, 1))
    principal_leader = UserFactory(name="校长兼组长", leads=maths, role=Role.PRINCIPAL)
    gone = UserFactory(name="离职", in_group=chinese, is_active=False)
    return [lin, zhou, wu, qian, tang, sun, admin, guest, both, principal_leader, gone]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_list_and_object_rule_agree(data, school, chinese, maths):
    group = data.draw(st.sampled_from([chinese, maths, None]), "group")
    state = data.draw(st.sampled_from(State.values), "state")
    author = data.draw(st.sampled_from(school), "author")
    record = LessonReflectionFactory.build(
        author=author,
        entered_by=data.draw(st.sampled_from([None, *school]), "entered by"),
        term=TermFactory(),
        group=group,
        visibility=data.draw(st.sampled_from(Visibility.values), "visibility"),
        review_level=data.draw(st.sampled_from(ReviewLevel.values), "level"),
        submitted_at="2026-10-01T08:00:00+08:00",
        text="",
    )
    record.__dict__["state"] = state
    record.kind = data.draw(st.sampled_from(["lesson_reflection", "club_session"]), "kind")
    record.is_announced = data.draw(st.booleans(), "announced")
    record.save()
    if data.draw(st.booleans(), "took part"):
        Participation.objects.create(
            record=record, person=data.draw(st.sampled_from(school)), part=Part.ATTENDEE
        )
    record = Record.objects.get(pk=record.pk)
    people = [User.objects.get(pk=person.pk) for person in school]

    listed = {p.name for p in people if Record.objects.visible_to(p).filter(pk=record.pk).exists()}
    allowed = {p.name for p in people if p.has_perm("records.view", record)}

    assert listed == allowed


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_queue_and_deciding_rule_agree(data, school, chinese, maths):
    """For the office, the queue adds what is late; the rule knows that too."""
    record = LessonReflectionFactory.build(
        author=data.draw(st.sampled_from(school), "author"),
        term=TermFactory(),
        group=data.draw(st.sampled_from([chinese, maths, None, GroupFactory()]), "group"),
        review_level=data.draw(st.sampled_from(ReviewLevel.values), "level"),
        submitted_at=data.draw(
            st.sampled_from(["2026-10-06T08:00:00+08:00", "2026-09-21T08:00:00+08:00"]), "at"
        ),
        text="",
    )
    record.__dict__["state"] = "submitted"
    record.save()
    record = Record.objects.get(pk=record.pk)
    people = [User.objects.get(pk=person.pk) for person in school if person.is_active]

    from portal.records.lateness import ReviewClock

    late = ReviewClock.at().falls_through_before
    waiting = {
        p.name
        for p in people
        if Record.objects.awaiting(p, fallen_through_before=late).filter(pk=record.pk).exists()
    }
    deciding = {p.name for p in people if p.has_perm("records.decide", record)}

    assert waiting == deciding


def readers(record, people):
    return [
        person.name
        for person in people
        if LessonReflection.objects.visible_to(User.objects.get(pk=person.pk))
        .filter(pk=record.pk)
        .exists()
    ]


@pytest.fixture
def cast(lin, zhou, qian, tang, wu, sun, admin, guest, chinese):
    return [
        lin,
        zhou,
        UserFactory(name="同组", in_group=chinese),
        qian,
        tang,
        wu,
        sun,
        admin,
        guest,
    ]


def test_a_draft_is_its_authors_alone(cast, lin):
    assert readers(LessonReflectionFactory(author=lin, visibility="school"), cast) == ["林晓"]


def test_a_private_record_is_read_by_who_decides_on_it_and_the_office(cast, lin):
    record = LessonReflectionFactory(author=lin, visibility="private", submitted=True)

    assert readers(record, cast) == ["林晓", "周静", "吴敏"]


def test_a_leaders_private_record_is_not_read_by_the_group(cast, zhou):
    record = LessonReflectionFactory(author=zhou, visibility="private", submitted=True)

    assert readers(record, cast) == ["周静", "吴敏"]


def test_a_group_record_is_read_by_the_group_office_and_principal(cast, lin):
    record = LessonReflectionFactory(author=lin, submitted=True)

    assert readers(record, cast) == ["林晓", "周静", "同组", "吴敏", "孙立"]


def test_a_school_record_is_read_by_the_staff_but_no_guest(cast, lin):
    record = LessonReflectionFactory(author=lin, visibility="school", submitted=True)

    assert readers(record, cast) == [
        "林晓", "周静", "同组", "钱进", "唐宁", "吴敏", "孙立", "管伟",
    ]  # fmt: skip


def test_what_was_sent_back_is_no_business_of_colleagues(cast, lin, zhou):
    record = LessonReflectionFactory(author=lin, visibility="school", returned=zhou)

    assert readers(record, cast) == ["林晓", "周静", "吴敏", "孙立"]


def test_a_guest_reads_what_names_them(cast, lin, guest):
    record = LessonReflectionFactory(author=lin, visibility="private", submitted=True)
    Participation.objects.create(record=record, person=guest, part=Part.JUDGE)

    assert "客知远" in readers(record, cast)


def test_what_is_announced_is_read_before_it_is_handed_in(cast, lin):
    record = LessonReflectionFactory(author=lin, is_announced=True)

    assert readers(record, cast) == ["林晓", "周静", "同组", "吴敏", "孙立"]


def test_a_record_for_those_who_take_part_is_not_read_by_the_group(cast, lin, qian):
    record = LessonReflectionFactory(author=lin, visibility="named", submitted=True)
    Participation.objects.create(record=record, person=qian, part=Part.OBSERVED)

    assert readers(record, cast) == ["林晓", "周静", "钱进", "吴敏", "孙立"]


def test_a_kind_may_be_read_by_a_role(cast, lin, tang):
    RoleGrant.objects.create(person=tang, role=Role.GUIDANCE, starts_on=date(2020, 9, 1))
    record = LessonReflectionFactory(author=lin, visibility="named", submitted=True)
    Record.objects.filter(pk=record.pk).update(kind="club_session")

    assert "唐宁" in readers(record, cast)


def test_whoever_entered_it_goes_on_reading(cast, lin, tang):
    record = LessonReflectionFactory(author=lin, entered_by=tang)

    assert readers(record, cast) == ["林晓", "唐宁"]
