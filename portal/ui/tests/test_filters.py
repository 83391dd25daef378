"""A filter set: its fields are its own, its choices are read once, and it narrows as chosen."""

import django_filters
import pytest
from django.db.models import QuerySet
from django.http import QueryDict

from portal.people.models import Group, User
from portal.prepared import prepared
from portal.ui.filters import OfferedFilter, PortalFilterSet

pytestmark = pytest.mark.django_db


@prepared
def all_groups() -> QuerySet[Group]:
    return Group.objects.all()


class PeopleFilter(PortalFilterSet):
    name = django_filters.CharFilter(method="called")
    main_group = OfferedFilter(queryset=Group.objects.all(), rows=all_groups, empty_label="Any")

    class Meta:
        model = User
        fields: list[str] = []

    def called(self, found: QuerySet[User], _field: str, name: str) -> QuerySet[User]:
        return found.filter(name=f"{name}{self.ending}")

    def __init__(self, *args, ending: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.ending = ending


def people(query: str, **kwargs) -> list[User]:
    return list(PeopleFilter(QueryDict(query), queryset=User.objects.all(), **kwargs).qs)


def test_nothing_chosen_leaves_the_list_as_it_is(lin, zhou):
    assert set(people("")) == set(User.objects.all())


def test_a_method_reads_the_set_it_belongs_to(lin):
    first, rest = lin.name[0], lin.name[1:]
    of_another = PeopleFilter(QueryDict(f"name={first}"), queryset=User.objects.all())

    assert people(f"name={first}", ending=rest) == [lin]
    assert list(of_another.qs) == []


def test_choices_of_one_set_stay_out_of_the_next(lin, qian):
    narrowed = PeopleFilter(QueryDict(), queryset=User.objects.all())
    narrowed.filters["main_group"].queryset = Group.objects.filter(pk=lin.main_group_id)
    narrowed.form.as_p()

    assert people(f"main_group={qian.main_group_id}") == [qian]


def test_every_set_reads_its_choices_by_the_same_prepared_query(lin, django_assert_num_queries):
    asked = PeopleFilter(QueryDict(), queryset=User.objects.all())

    with django_assert_num_queries(1):
        page = asked.form.as_p()

    assert (lin.main_group.name in page, asked.filters["main_group"].rows is all_groups) == (
        True,
        True,
    )


def test_what_does_not_fit_is_said_beside_the_field(lin):
    asked = PeopleFilter(QueryDict("main_group=987654"), queryset=User.objects.all())

    assert list(asked.form.errors) == ["main_group"]
