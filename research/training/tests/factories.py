"""Trainings, claims and lines of the ledger; a claim reaches its state through the verbs.

`submitted=True`; `accepted=wu`, `returned=wu`, `rejected=wu` name who decides.
"""

from datetime import date, datetime
from decimal import Decimal

import factory

from portal import clock
from portal.records.attach import attach_file
from portal.records.decide import accept_record, return_record
from portal.records.models import FormDraft
from portal.records.submit import submit_record
from research.attendance.models import Attendance, Stage
from research.training.follow_claim import reject_claim
from research.training.models import (
    Category,
    HourEntry,
    Source,
    Training,
    TrainingClaim,
    TrainingSession,
)
from tests.factories import TermFactory, UserFactory
from tests.files import photo


class ClaimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TrainingClaim
        skip_postgeneration_save = True

    kind = "training_claim"
    author = factory.SubFactory(UserFactory)
    group = factory.SelfAttribute("author.main_group")
    term = factory.SubFactory(TermFactory)
    title = "区骨干教师研修班"
    category = Category.EXPERT_LECTURE
    organiser = "区教师发展中心"
    occurred_on = date(2026, 9, 20)
    hours = Decimal(8)
    visibility = "named"

    @factory.post_generation
    def proof(self, create, extracted, **kwargs):
        """Every claim has its certificate, unless `proof=False`."""
        if extracted is not False:
            draft = FormDraft.objects.create(person=self.author, kind=self.kind)
            attach_file(photo(), by=self.author, draft=draft)
            draft.attachments.update(record=self, draft=None)
            draft.delete()

    @factory.post_generation
    def submitted(self, create, extracted, **kwargs):
        if extracted:
            submit_record(self, by=self.author)

    @factory.post_generation
    def accepted(self, create, extracted, **kwargs):
        if extracted:
            submit_record(self, by=self.author)
            accept_record(self, by=extracted)

    @factory.post_generation
    def returned(self, create, extracted, **kwargs):
        if extracted:
            submit_record(self, by=self.author)
            return_record(self, by=extracted, words="请补拍证书背面。")

    @factory.post_generation
    def rejected(self, create, extracted, **kwargs):
        if extracted:
            submit_record(self, by=self.author)
            reject_claim(self, by=extracted, words="不属于继续教育。")


class TrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Training

    title = "师德专题学习"
    category = Category.ETHICS
    organiser = "教科室"
    created_by = factory.SubFactory(UserFactory)


class SessionFactory(factory.django.DjangoModelFactory):
    """Two hours on Wednesday of week 3; `came` and `expected` are people."""

    class Meta:
        model = TrainingSession
        skip_postgeneration_save = True

    kind = "training_session"
    training = factory.SubFactory(TrainingFactory)
    author = factory.SelfAttribute("training.created_by")
    term = factory.SubFactory(TermFactory)
    title = factory.SelfAttribute("training.title")
    visibility = "school"
    is_announced = True
    stage = Stage.ANNOUNCED
    starts_at = datetime.fromisoformat("2026-09-16T14:00+08:00")
    ends_at = factory.LazyAttribute(lambda o: o.starts_at.replace(hour=o.starts_at.hour + 2))
    occurred_on = factory.LazyAttribute(lambda o: o.starts_at.date())
    hours = Decimal(2)

    @factory.post_generation
    def expected(self, create, extracted, **kwargs):
        for person in extracted or ():
            Attendance.objects.create(record_id=self.pk, person=person)

    @factory.post_generation
    def came(self, create, extracted, **kwargs):
        for person in extracted or ():
            Attendance.objects.update_or_create(
                record_id=self.pk,
                person=person,
                defaults={"status": "present", "signed_at": self.starts_at, "how": "qr"},
            )
        if extracted:
            TrainingSession.objects.filter(pk=self.pk).update(stage=Stage.HELD)
            self.stage = Stage.HELD


class EntryFactory(factory.django.DjangoModelFactory):
    """A line of the district's sheet, unless another source is named."""

    class Meta:
        model = HourEntry

    person = factory.SubFactory(UserFactory)
    year = factory.LazyFunction(lambda: clock.today().year)
    source = Source.DISTRICT
    key = factory.Sequence(lambda n: f"district:{n}")
    category = Category.EXPERT_LECTURE
    title = factory.Sequence(lambda n: f"第{n}期全员培训")
    organiser = "区教师发展中心"
    starts_on = date(2026, 9, 20)
    ends_on = factory.SelfAttribute("starts_on")
    hours = Decimal(8)
