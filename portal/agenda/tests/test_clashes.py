"""Who is bound elsewhere: edges of time, people, and what is left out."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from portal.agenda.clashes import Slot, clashes, clashes_in
from portal.agenda.sources import EventSource, event_sources
from portal.agenda.tests.conftest import at
from tests.factories import UserFactory
from tests.queries import assert_constant_queries
from tests.toy.models import ClubSession
from tests.toy.records import CLUB_SESSION

TEN, ELEVEN = at("2026-10-07 10:00"), at("2026-10-07 11:00")


def test_person_bound_at_the_time_clashes(lin, zhou, meetings):
    meeting = meetings.add(zhou)

    [clash] = clashes([lin, zhou], at("2026-10-07 10:30"), at("2026-10-07 11:30"))

    assert (clash.person, clash.event) == (zhou, meeting)


@pytest.mark.parametrize(
    ("starts", "ends", "is_clash"),
    [
        ("2026-10-07 09:00", "2026-10-07 10:00", False),
        ("2026-10-07 09:00", "2026-10-07 10:01", True),
        ("2026-10-07 11:00", "2026-10-07 12:00", False),
        ("2026-10-07 10:59", "2026-10-07 12:00", True),
        ("2026-10-07 10:10", "2026-10-07 10:20", True),
        ("2026-10-06 00:00", "2026-10-09 00:00", True),
        ("2026-10-08 10:00", "2026-10-08 11:00", False),
    ],
)
def test_end_is_the_first_free_moment(lin, meetings, starts, ends, is_clash):
    meetings.add(lin)

    assert bool(clashes([lin], at(starts), at(ends))) is is_clash


def test_cancelled_event_binds_nobody(lin, meetings):
    meetings.add(lin, is_cancelled=True)

    assert clashes([lin], TEN, ELEVEN) == []


def test_event_itself_is_left_out(lin, meetings):
    meetings.add(lin)
    other = meetings.add(lin, key="meeting:2")

    assert [c.event for c in clashes([lin], TEN, ELEVEN, besides=["meeting:1"])] == [other]


def test_event_of_the_whole_school_binds_everyone(lin, zhou, meetings):
    meetings.events.append(replace(meetings.add(lin), person_ids=None))
    del meetings.events[0]

    assert {c.person for c in clashes([lin, zhou], TEN, ELEVEN)} == {lin, zhou}


def test_without_people_nobody_is_asked(db, meetings):
    assert clashes([], TEN, ELEVEN) == []
    assert meetings.asked == []


def test_deadline_takes_nobodys_time(lin, term, django_assert_num_queries):
    with override("zh-hans"), django_assert_num_queries(0):
        assert list(event_sources.get("due").between(TEN, ELEVEN, people=[lin])) == []


def test_many_times_are_asked_for_at_once(lin, zhou, meetings):
    first = meetings.add(lin)
    second = meetings.add(zhou, key="meeting:2", starts="2026-10-21 10:00", ends="2026-10-21 11:00")
    slots = [
        Slot([lin], TEN, ELEVEN),
        Slot([lin], at("2026-10-14 10:00"), at("2026-10-14 11:00")),
        Slot([zhou], at("2026-10-21 10:00"), at("2026-10-21 11:00")),
    ]

    assert [c.event for c in clashes_in(slots)] == [first, second]
    assert len(meetings.asked) == 1


def test_warning_names_person_event_and_time(zhou, meetings):
    meetings.add(zhou)
    [clash] = clashes([zhou], TEN, ELEVEN)

    with override("en"):
        assert clash.sentence == "周静: “集体备课”, 7 October, 10:00–11:00."
    with override("zh-hans"):
        assert clash.sentence == "周静：“集体备课”，10月7日 10:00–11:00。"


def test_source_has_words_of_its_own(zhou, meetings):
    meetings.add(zhou)
    lessons = EventSource(
        slug="toy_lesson",
        label="课",
        between=meetings.between,
        for_user=meetings.for_user,
        clash=lambda person, event: f"{person.name}第2节在八（3）班上课",
    )
    event_sources.unregister("meeting")

    with event_sources.having(lessons):
        [clash] = clashes([zhou], TEN, ELEVEN)

    assert clash.sentence == "周静第2节在八（3）班上课"


def test_costs_the_same_for_any_number_of_events_and_people(term, chinese):
    people = []

    def grow():
        person = UserFactory()
        people.append(person)
        ClubSession.objects.create(
            kind=CLUB_SESSION.slug,
            author=person,
            group=chinese,
            term=term,
            title="折纸社",
            occurred_on="2026-10-07",
        )

    def ask():
        found = clashes(people, at("2026-10-07 16:00"), at("2026-10-07 17:00"))
        assert len(found) == len(people)

    assert_constant_queries(ask, grow=grow, at_most=2 * len(event_sources))
