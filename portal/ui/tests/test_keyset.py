"""Pages by keyset show every row once, in order, forwards and backwards, whatever the ties."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.people.models import User
from portal.terms.models import SchoolYear
from portal.ui.paging import KeysetPage, capped_count
from tests.factories import UserFactory

ORDERS = {"name": ("name", "id"), "joined_on": ("joined_on", "id")}


def page_at(url, *, size=3, default="-joined_on"):
    return KeysetPage(
        User.objects.filter(staff_number__startswith="k"),
        QueryDict(url.lstrip("?")),
        orders=ORDERS,
        default=default,
        size=size,
    )


def walk(first, step):
    """Every row from `first` on, by following the links."""
    pages = [first]
    while url := step(pages[-1]):
        pages.append(page_at(url))
        assert len(pages) < 99, "the links lead in a circle"
    return pages


@pytest.fixture
def people(db):
    """Ten people of few names and few days, so that most share both with others."""
    return [
        UserFactory(
            staff_number=f"k{n}",
            name=["赵一", "钱,二"][n % 2],
            joined_on=date(2020, 9, 1) + timedelta(days=n % 3),
        )
        for n in range(10)
    ]


def in_order(people, sort):
    by = {"name": lambda p: (p.name, p.pk), "joined_on": lambda p: (p.joined_on, p.pk)}
    return sorted(people, key=by[sort.lstrip("-")], reverse=sort.startswith("-"))


@pytest.mark.parametrize("sort", ["name", "-name", "joined_on", "-joined_on"])
def test_pages_show_every_row_once_and_in_order(people, sort):
    pages = walk(page_at(f"sort={sort}"), lambda page: page.next_url)

    assert [row.pk for page in pages for row in page.rows] == [p.pk for p in in_order(people, sort)]


@pytest.mark.parametrize("sort", ["name", "-joined_on"])
def test_the_way_back_shows_the_same_rows(people, sort):
    forwards = walk(page_at(f"sort={sort}"), lambda page: page.next_url)
    backwards = walk(forwards[-1], lambda page: page.previous_url)

    rows = [row.pk for page in reversed(backwards) for row in page.rows]

    assert rows == [p.pk for p in in_order(people, sort)]


def test_a_page_is_one_query(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = page_at("")
        assert (len(page.rows), page.has_next, page.has_previous) == (3, True, False)


def test_filters_stay_in_the_links(people):
    page = page_at("status=active&status=on_leave")

    assert page.next_url.startswith("?status=active&status=on_leave&after=")
    assert page.first_url == "?status=active&status=on_leave"


def test_a_new_order_begins_at_the_first_page(people):
    page = page_at(page_at("").next_url)

    assert page.sort_url("name") == "?sort=name"
    assert page.sort_url("joined_on") == "?sort=joined_on"
    assert page.direction_of("joined_on") == "descending"


@pytest.mark.parametrize(
    "url",
    [
        "after=nonsense",
        "after=2020-13-45~1",
        "after=a~b~c",
        "before=~",
        "sort=password",
        "after=1,",
    ],
)
def test_an_address_that_does_not_fit_shows_the_first_page(people, url):
    assert [p.pk for p in page_at(url).rows] == [p.pk for p in in_order(people, "-joined_on")][:3]


def test_a_page_before_which_nothing_is_left_shows_the_start(people):
    newest = in_order(people, "-joined_on")[0]

    page = page_at(f"before={newest.joined_on},{newest.pk}")

    assert page.rows[0] == newest
    assert not page.has_previous


def test_no_rows_no_links(db):
    page = page_at("")

    assert (page.rows, page.next_url, page.previous_url, page.is_whole) == ([], "", "", True)


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(names=st.lists(st.sampled_from("甲乙丙,~"), max_size=24), size=st.integers(1, 6))
def test_any_rows_in_pages_of_any_size(db, names, size):
    expected = rows_named(names)
    page, seen = page_of_names("", size), []
    while True:
        seen += [row.pk for row in page.rows]
        if not page.next_url or len(seen) > len(expected):
            break
        page = page_of_names(page.next_url, size)

    assert seen == expected


def rows_named(names):
    """People with these names, in the order in which the pages should show them."""
    User.objects.filter(staff_number__startswith="h").delete()
    User.objects.bulk_create(
        User(staff_number=f"h{n}", name=name, remark=str(n % 2)) for n, name in enumerate(names)
    )
    rows = User.objects.filter(staff_number__startswith="h").values_list("name", "remark", "pk")
    return [pk for _, _, pk in sorted(rows, reverse=True)]


def page_of_names(url, size):
    return KeysetPage(
        User.objects.filter(staff_number__startswith="h"),
        QueryDict(url.lstrip("?")),
        orders={"name": ("name", "remark", "id")},
        default="-name",
        size=size,
    )


@pytest.mark.parametrize(
    ("cap", "words", "is_capped"), [(3, "more than 3", True), (4, "4", False), (9, "4", False)]
)
def test_a_count_stops_at_its_cap(db, cap, words, is_capped):
    for year in range(4):
        SchoolYear.objects.create(
            name=str(year), starts_on=date(2020 + year, 9, 1), ends_on=date(2021 + year, 8, 31)
        )

    with translation.override("en"):
        count = capped_count(SchoolYear.objects.all(), cap=cap)
        assert (str(count), count.is_capped) == (words, is_capped)


def test_a_capped_count_reads_no_further_than_its_cap(people, django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        capped_count(User.objects.order_by("name"), cap=5)

    assert "LIMIT 6" in queries[0]["sql"]
    assert "ORDER BY" not in queries[0]["sql"]
