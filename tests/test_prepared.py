"""A prepared query answers as the queryset it was made of, whatever values it is given."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import clock
from portal.people.models import Group, Membership, User
from portal.prepared import prepared
from portal.terms.models import Term

pytestmark = pytest.mark.django_db


@prepared
def _groups_of(person: int, on: date):
    current = Membership.objects.current(on=on).filter(person_id=person).order_by("group")
    return current.values_list("group_id", "is_leader", "group__kind")


@prepared
def _called(name: str):
    return User.objects.filter(name=name).select_related("main_group")


def test_each_value_reaches_its_place(lin, zhou):
    today = clock.today()

    assert _groups_of(lin.pk, today) == [(lin.main_group_id, False, lin.main_group.kind)]
    assert _groups_of(zhou.pk, today) == [(zhou.main_group_id, True, zhou.main_group.kind)]
    assert _groups_of(zhou.pk, today - timedelta(days=40_000)) == []


def test_rows_are_read_anew_each_time(lin):
    today = clock.today()
    before = _groups_of(lin.pk, today)

    lin.memberships.all().delete()

    assert (len(before), _groups_of(lin.pk, today)) == (1, [])


def test_rows_are_counted_without_reading_them(lin, zhou):
    today = clock.today()

    with CaptureQueriesContext(connection) as log:
        counted = _groups_of.count(lin.pk, today)

    assert (counted, len(log)) == (len(_groups_of(lin.pk, today)), 1)


def test_models_come_with_what_was_joined(lin):
    _called("nobody")

    (found,) = _called(lin.name)
    with CaptureQueriesContext(connection) as log:
        group = found.main_group

    assert (found, group, len(log)) == (lin, lin.main_group, 0)
    assert isinstance(group, Group)
    assert found.created_at == lin.created_at


def test_a_value_that_changes_the_shape_is_refused():
    @prepared
    def of_group(group: int):
        return Membership.objects.all()

    with pytest.raises(ImproperlyConfigured):
        of_group(7)


def test_two_people_never_share_an_object(lin):
    assert _called(lin.name)[0] is not _called(lin.name)[0]


def test_current_term_follows_the_school(term):
    assert Term.objects.current() == term

    Term.objects.update(is_current=False)

    assert Term.objects.current() is None


@prepared
def _people(roles: frozenset[str], people: tuple[int, ...], name: str):
    found = User.objects.filter(pk__in=people).exclude(name=name).order_by("pk")
    return found.filter(is_teacher=True) if "teacher" in roles else found


def test_a_tuple_is_a_list_of_any_length(lin, zhou, qian):
    everybody = sorted((lin, zhou, qian), key=lambda person: person.pk)

    assert _people(frozenset(), tuple(p.pk for p in everybody), "") == everybody
    assert _people(frozenset(), (zhou.pk,), "") == [zhou]
    assert _people(frozenset(), (lin.pk, zhou.pk), zhou.name) == [lin]


def test_a_frozenset_decides_the_shape(lin, zhou):
    User.objects.filter(pk=zhou.pk).update(is_teacher=False)

    assert _people(frozenset({"teacher"}), (lin.pk, zhou.pk), "") == [lin]
    assert set(_people(frozenset(), (lin.pk, zhou.pk), "")) == {lin, zhou}
