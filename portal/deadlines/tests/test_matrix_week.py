"""The matrix of one week: what the overview's figures by week lead to.

It shows what fell due in that week alone, with the same sums as the figure.
"""

from datetime import date

import pytest

from portal.deadlines.models import Requirement
from portal.deadlines.owed import completion, completion_by_week
from tests.filing import file_record

MATRIX = "/owed/matrix/"


@pytest.fixture
def filed(term, lin, zhou, sixth_week):
    """Two reflections a week are owed; Lin filed one of week 5 and two of week 4."""
    Requirement.objects.create(term=term, kind="lesson_reflection", count=2, every_weeks=1)
    for day in (29, 22, 23):
        file_record(lin, term, occurred_on=date(2026, 9, day))


@pytest.mark.parametrize("week", [3, 4, 5])
def test_its_sums_are_those_of_the_figure(filed, term, week):
    figure = completion_by_week(term)[week - 1]

    total = completion(term).in_week(week).total

    assert (total.owed, total.done) == (figure.owed, figure.done)


def test_page_shows_that_week_alone_and_leads_back(client, wu, filed):
    client.force_login(wu)

    page = client.get(f"{MATRIX}?week=5").content.decode()

    assert "1 / 2" in page
    assert "2 / 2" not in page
    assert 'href="?"' in page


@pytest.mark.parametrize("week", ["0", "99", "x", "²", "-1"])
def test_a_week_that_is_none_shows_the_whole_term(client, wu, filed, week):
    client.force_login(wu)

    matrix = client.get(MATRIX, {"week": week}).context["matrix"]

    assert matrix.week == 0
