"""The overview of office and principal: figures with definitions and the lists behind them."""

import re
from datetime import date
from itertools import count

import pytest
from django.core.cache import cache
from django.urls import reverse

from portal.records.indicators import Indicator, Unit, indicators
from tests.factories import TermFactory, UserFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db
OVERVIEW = reverse("dashboard:overview")


@pytest.fixture(autouse=True)
def _in_the_sixth_week(sixth_week):
    """Every test here plays on Wednesday of week 6."""


@pytest.fixture
def principal(client, sun):
    client.force_login(sun)
    return client


@pytest.fixture
def indicator():
    """Declared as a domain app would, and taken away again."""

    def declare(value, slug="clubs_held"):
        return indicators.register(
            Indicator(
                slug=slug,
                label="Clubs held",
                definition="Clubs that met in the term.",
                unit=Unit.COUNT,
                value=value,
                drill_down=lambda term, scope: f"/clubs/?term={term.pk}",
            )
        )

    yield declare
    indicators.unregister("clubs_held")


def figures(page):
    return {str(shown.label): shown for shown in page.context["overview"].figures}


def with_figure(page):
    return [figure for domain in page.context["overview"].domains for figure in domain.with_figure]


# -- figures --------------------------------------------------------------------------------------


def test_every_figure_has_its_definition_and_the_list_behind_it(principal, lin, file, one_a_week):
    file(lin, on=date(2026, 9, 2))

    shown = figures(principal.get(OVERVIEW)).values()

    assert len(shown) == 7
    assert all(figure.definition and figure.url for figure in shown)


def test_each_person_per_head_and_each_group_are_named(principal, lin, zhou, file, one_a_week):
    for week in range(5):
        file(lin, on=date.fromordinal(date(2026, 9, 2).toordinal() + 7 * week))

    shown = figures(principal.get(OVERVIEW))

    assert shown["Each person: nothing behind"].value == "1 of 3"
    assert str(shown["Per head: records filed"].value) == "1.7"
    assert shown["Each group: nobody behind"].value == "0 of 1"


def test_the_page_says_as_of_when(principal, lin, one_a_week):
    assert "As of 7 October 2026 10:00" in principal.get(OVERVIEW).text


def test_charts_open_the_lists_of_their_week(principal, lin, file, one_a_week):
    file(lin, on=date(2026, 9, 8))

    page = principal.get(OVERVIEW, {"kind": "lesson_reflection"})

    second = page.context["filed_bars"][1]
    assert second.value == 1
    assert "since=2026-09-07&until=2026-09-13" in second.url
    assert principal.get(second.url).status_code == 200


def test_weeks_to_come_have_no_figure(principal, lin, one_a_week):
    bars = principal.get(OVERVIEW).context["overview"].week_bars

    assert [bar.value for bar in bars[5:8]] == [0, None, None]


def test_the_matrix_behind_a_figure_opens_for_the_principal(principal, lin, one_a_week):
    urls = {figure.url for figure in figures(principal.get(OVERVIEW)).values()}

    matrices = [url for url in urls if url.startswith("/owed/matrix/")]
    assert [principal.get(url).status_code for url in matrices] == [200] * len(matrices)


def test_one_group_alone(principal, lin, qian, file, chinese, one_a_week):
    file(lin, on=date(2026, 9, 2))

    page = principal.get(OVERVIEW, {"group": chinese.pk})

    assert page.context["picture"].total.people == 1
    assert page.context["picture"].total.filed == 1


def test_another_term(principal, term, lin, file, one_a_week):
    file(lin)
    spring = TermFactory(
        school_year=term.school_year,
        number=2,
        starts_on=date(2027, 2, 22),
        ends_on=date(2027, 7, 2),
        is_current=False,
    )

    page = principal.get(OVERVIEW, {"term": spring.pk})

    assert "Nothing is asked of anybody in this term" in page.text


@pytest.mark.parametrize("query", [{"group": "nonsense"}, {"kind": "nonsense"}])
def test_nonsense_in_the_address_narrows_nothing(principal, lin, one_a_week, query):
    page = principal.get(OVERVIEW, query)

    assert page.context["picture"].total.people == 2


def test_before_the_first_term_the_page_says_what_is_missing(principal, term):
    term.delete()

    assert "No term is open yet" in principal.get(OVERVIEW).text


# -- indicators of domains ------------------------------------------------------------------------


def test_an_indicator_that_any_app_declares_stands_on_the_page(principal, term, indicator):
    indicator(lambda term, scope: 12)

    page = principal.get(OVERVIEW)

    shown = {figure.label: figure for figure in with_figure(page)}["Clubs held"]
    assert (shown.value, shown.url) == (12, f"/clubs/?term={term.pk}")
    assert "Clubs that met in the term." in page.text


def test_what_has_no_figure_stands_apart_from_zero(principal, term, indicator):
    indicator(lambda term, scope: None)

    page = principal.get(OVERVIEW)

    assert "Clubs held" in [figure.label for figure in page.context["overview"].without_figure]
    assert "Puzzles raised" in [figure.label for figure in with_figure(page)]


def test_indicators_stand_under_the_name_of_the_domain_that_counts_them(principal, term):
    domains = principal.get(OVERVIEW).context["overview"].domains

    of_practice = next(domain for domain in domains if domain.name == "Daily practice")
    assert "Reflections per head" in [figure.label for figure in of_practice.with_figure]


def test_an_indicator_is_counted_once_a_minute(principal, term, indicator):
    asked = []
    indicator(lambda term, scope: asked.append(scope) or len(asked))

    principal.get(OVERVIEW)
    principal.get(OVERVIEW)

    assert len(asked) == 1


def test_a_decision_anywhere_counts_the_indicators_anew(principal, lin, file, indicator):
    asked = []
    indicator(lambda term, scope: asked.append(scope) or len(asked))
    principal.get(OVERVIEW)

    file(lin)
    page = principal.get(OVERVIEW)

    assert [figure.value for figure in with_figure(page) if figure.label == "Clubs held"] == [2]


def test_an_indicator_is_asked_about_the_group_shown(principal, term, chinese, lin, indicator):
    asked = []
    indicator(lambda term, scope: asked.append(scope.group) or 1)

    principal.get(OVERVIEW, {"group": chinese.pk})

    assert asked == [chinese]


# -- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "status"),
    [("wu", 200), ("sun", 200), ("lin", 403), ("zhou", 403), ("admin", 403), ("guest", 403)],
)
def test_the_overview_is_for_office_and_principal(client, term, request, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(OVERVIEW).status_code == status


def test_a_stranger_is_asked_to_sign_in(client, term):
    assert client.get(OVERVIEW).status_code == 302


# -- the page -------------------------------------------------------------------------------------


def test_the_page_has_no_inline_script_or_style(principal, lin, file, one_a_week):
    file(lin)

    page = principal.get(OVERVIEW).text

    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)


# -- the cost -------------------------------------------------------------------------------------


@pytest.fixture
def another_teacher(lin, file):
    """Joins Lin's group and files one reflection."""
    numbers = count(8000)
    return lambda: file(UserFactory(staff_number=f"{next(numbers)}", in_group=lin.main_group))


def test_what_was_counted_a_moment_ago_is_only_read(
    principal, another_teacher, one_a_week, django_assert_max_num_queries
):
    another_teacher()
    principal.get(OVERVIEW)

    with django_assert_max_num_queries(12):
        principal.get(OVERVIEW)


def test_counting_anew_costs_no_more_than_a_query_for_each_indicator(
    principal, another_teacher, one_a_week
):
    def counted_anew():
        cache.clear()
        return principal.get(OVERVIEW)

    assert_constant_queries(counted_anew, grow=another_teacher, at_most=20 + len(indicators))
