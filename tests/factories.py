"""Factories for the cast: explicit, nothing random in what is shown.

A record's factory reaches a state through the verbs, so it cannot build an
impossible row.
"""

from datetime import date

import factory

from portal import clock
from portal.people.models import Group, GroupKind, Membership, RoleGrant, User
from portal.terms.models import SchoolYear, Term

LONG_AGO = date(2020, 9, 1)


class SchoolYearFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchoolYear
        django_get_or_create = ("name",)

    name = "2026–2027"
    starts_on = date(2026, 9, 1)
    ends_on = date(2027, 8, 31)


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term
        django_get_or_create = ("school_year", "number")

    school_year = factory.SubFactory(SchoolYearFactory)
    number = 1
    starts_on = date(2026, 9, 1)
    ends_on = date(2027, 1, 15)
    is_current = True


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    kind = GroupKind.RESEARCH_GROUP
    name = factory.Sequence(lambda n: f"第{n + 1}教研组")


class UserFactory(factory.django.DjangoModelFactory):
    """`in_group`, `leads` and `role` say where the person stands since 2020."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    staff_number = factory.Sequence(lambda n: f"2{n:03d}")
    name = factory.Sequence(lambda n: f"教师{n + 1}")
    email = factory.LazyAttribute(lambda o: f"t{o.staff_number}@school.example")
    must_change_password = False
    privacy_accepted_at = factory.LazyFunction(clock.now)
    taught_since = LONG_AGO
    joined_on = LONG_AGO

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        self.set_password(extracted or "a-good-passphrase")
        self.save(update_fields=["password"])

    @factory.post_generation
    def in_group(self, create, extracted, **kwargs):
        if extracted:
            _join(self, extracted, is_leader=False)

    @factory.post_generation
    def leads(self, create, extracted, **kwargs):
        if extracted:
            _join(self, extracted, is_leader=True)

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        if extracted:
            RoleGrant.objects.create(person=self, role=extracted, starts_on=LONG_AGO)


def _join(person, group, *, is_leader):
    Membership.objects.create(person=person, group=group, is_leader=is_leader, starts_on=LONG_AGO)
    person.main_group = group
    person.save(update_fields=["main_group"])
