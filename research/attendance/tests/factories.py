"""A meeting that people sign in to: the toy domain's, so that these tests need no app above."""

from datetime import datetime, timedelta

import factory

from research.attendance.expect_people import expect_people
from research.attendance.models import How, Stage
from research.attendance.sign_in import sign_in
from tests.factories import TermFactory, UserFactory
from tests.toy.models import ClubMeeting

#: Wednesday of week 6, two in the afternoon at school.
STARTS = datetime.fromisoformat("2026-10-07T14:00:00+08:00")


def at(words: str) -> datetime:
    """That minute of the meeting's day, at school: 13:45, or 13:45:01 a second later."""
    seconds = words if words.count(":") > 1 else f"{words}:00"
    return datetime.fromisoformat(f"2026-10-07T{seconds}+08:00")


class ClubMeetingFactory(factory.django.DjangoModelFactory):
    """Announced, on site, 14:00 to 15:30; `expected` are the people on its list."""

    class Meta:
        model = ClubMeeting
        skip_postgeneration_save = True

    kind = "club_meeting"
    author = factory.SubFactory(UserFactory)
    group = factory.SelfAttribute("author.main_group")
    term = factory.SubFactory(TermFactory)
    title = "社团教师会"
    place = "三楼会议室"
    visibility = "school"
    stage = Stage.ANNOUNCED
    is_announced = True
    starts_at = STARTS
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(minutes=90))
    occurred_on = factory.LazyAttribute(lambda o: o.starts_at.date())

    @factory.post_generation
    def expected(self, create, extracted, **kwargs):
        if extracted:
            expect_people(self, extracted)


def signed_in(meeting, person, moment="13:55", **kwargs):
    return sign_in(meeting, person, at=at(moment), how=How.QR, **kwargs)


def somebody_expected(meeting):
    person = UserFactory()
    people = [*meeting.attendances.values_list("person_id", flat=True), person.pk]
    expect_people(meeting, people)
    return person


__all__ = ["STARTS", "ClubMeetingFactory", "at", "signed_in", "somebody_expected"]
