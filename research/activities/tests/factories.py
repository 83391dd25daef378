"""An activity in each of its states, reached by the verbs."""

from datetime import datetime, timedelta

import factory

from portal.records.decide import accept_record
from portal.records.submit import submit_record
from research.activities.announce_activity import announce_activity
from research.activities.hold_activity import hold_activity
from research.activities.models import Activity
from research.activities.set_agenda import add_item
from research.activities.set_people import People, set_people
from research.activities.write_minutes import write_minutes
from research.attendance.models import How, Where
from research.attendance.sign_in import sign_in
from tests.factories import TermFactory, UserFactory

#: Wednesday of week 7, two in the afternoon at school; the tests stand a week before.
STARTS = datetime.fromisoformat("2026-10-14T14:00:00+08:00")
#: 210 characters: enough to be handed in.
MINUTES = "各位老师围绕预习单的使用展开讨论，交流了做法和困惑。" * 8 + "形成了三条共识。"


class ActivityFactory(factory.django.DjangoModelFactory):
    """Planned by its group's leader, who chairs it; the group is expected.

    `announced`, `held`, `ready` (all that minutes need), `submitted` take it further;
    `accepted=wu` needs who accepts.
    """

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    kind = "activity"
    author = factory.SubFactory(UserFactory)
    group = factory.SelfAttribute("author.main_group")
    term = factory.SubFactory(TermFactory)
    topic = "预习单怎样用"
    title = factory.SelfAttribute("topic")
    place = "三楼会议室"
    chair = factory.SelfAttribute("author")
    visibility = "school"
    is_announced = True
    starts_at = STARTS
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(minutes=90))
    occurred_on = factory.LazyAttribute(lambda o: o.starts_at.date())

    @factory.post_generation
    def people(self, create, extracted, **kwargs):
        set_people(self, extracted or People(lead_speakers=[self.author]), by=self.author)

    @factory.post_generation
    def announced(self, create, extracted, **kwargs):
        if extracted:
            announce_activity(self, by=self.author, at=self.starts_at - timedelta(days=7))

    @factory.post_generation
    def held(self, create, extracted, **kwargs):
        if extracted:
            hold_activity(self, by=self.author, at=self.starts_at)

    @factory.post_generation
    def ready(self, create, extracted, **kwargs):
        if extracted:
            make_ready(self)

    @factory.post_generation
    def submitted(self, create, extracted, **kwargs):
        if extracted:
            make_ready(self)
            submit_record(self, by=self.author)

    @factory.post_generation
    def accepted(self, create, extracted, **kwargs):
        if extracted:
            make_ready(self)
            submit_record(self, by=self.author)
            accept_record(self, by=extracted)


def make_ready(activity):
    """Held with one person there, a point on the agenda and minutes long enough."""
    sign_in(activity, activity.author, at=activity.starts_at, how=How.QR, where=Where.ON_SITE)
    add_item(activity, by=activity.author, words="预习单案例")
    write_minutes(activity, base={}, mine={"process": MINUTES}, by=activity.author)
    activity.refresh_from_db()
