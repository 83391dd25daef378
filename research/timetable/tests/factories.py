"""A timetable for tests: entries by hand, and the school's usual bell from the migration."""

import factory

from portal.people.models import Subject
from research.timetable.models import Entry
from tests.factories import TermFactory, UserFactory


class SubjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subject
        django_get_or_create = ("name",)

    name = "语文"


class EntryFactory(factory.django.DjangoModelFactory):
    """Chinese for 七(3)班 on Wednesday, second period, unless said otherwise."""

    class Meta:
        model = Entry

    term = factory.SubFactory(TermFactory)
    person = factory.SubFactory(UserFactory)
    weekday = 3
    period = 2
    class_name = "七(3)班"
    subject = factory.SubFactory(SubjectFactory)
    weeks = "every"
