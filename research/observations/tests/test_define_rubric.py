"""The rubric has versions: what was scored by stays as it was (docs/rules.md#rubric)."""

import pytest

from portal.refusal import Refused
from research.observations.define_rubric import BandRow, DimensionRow, define_rubric
from research.observations.models import Rubric
from research.observations.tests.factories import begin, hand_in
from tests.forms import fields_of

DIMENSIONS = [DimensionRow("教学设计", 40), DimensionRow("课堂实施", 60)]
BANDS = [BandRow("优", 85), BandRow("合格", 60), BandRow("待改进", 0)]


def usual():
    return Rubric.objects.get(version=1)


def refused(by, dimensions=DIMENSIONS, bands=BANDS):
    with pytest.raises(Refused) as refusal:
        define_rubric("标准", dimensions, bands, by=by)
    return refusal.value.code


def test_portal_brings_the_usual_rubric(db):
    rubric = usual()

    assert [d.weight for d in rubric.dimensions.all()] == [15, 20, 25, 20, 10, 10]
    assert [(b.name, b.lowest) for b in rubric.bands.all()] == [
        ("优", 90),
        ("良", 80),
        ("合格", 60),
        ("不合格", 0),
    ]


def test_unused_version_is_changed_where_it_stands(wu):
    rubric = define_rubric("标准", DIMENSIONS, BANDS, by=wu, instead_of=usual())

    assert rubric.version == 1
    assert [d.name for d in rubric.dimensions.all()] == ["教学设计", "课堂实施"]


def test_used_version_is_followed_by_the_next(wu, qian, lin, term):
    scored = hand_in(qian, teacher=lin)

    rubric = define_rubric("标准", DIMENSIONS, BANDS, by=wu, instead_of=usual())

    assert rubric.version == 2
    assert usual().dimensions.count() == 6
    assert scored.scores.count() == 6


def test_next_version_serves_from_its_term_on(wu, qian, lin, term, next_term):
    begin(qian, teacher=lin)
    rubric = define_rubric(
        "标准", DIMENSIONS, BANDS, by=wu, instead_of=usual(), from_term=next_term
    )

    assert Rubric.objects.serving(term) == usual()
    assert Rubric.objects.serving(next_term) == rubric


@pytest.mark.parametrize("weights", [(40, 59), (40, 61)])
def test_points_come_to_a_hundred(wu, weights):
    rows = [DimensionRow(str(n), weight) for n, weight in enumerate(weights)]

    assert refused(wu, dimensions=rows) == "not_full_marks"


def test_two_rows_do_not_share_a_name(wu):
    assert refused(wu, dimensions=[DimensionRow("一", 50), DimensionRow("一", 50)]) == "same_name"


def test_lowest_grade_begins_at_nothing(wu):
    assert refused(wu, bands=[BandRow("优", 90)]) == "no_floor"


def test_office_changes_it_on_a_page(client, wu):
    client.force_login(wu)
    url = f"/observations/rubrics/{usual().pk}/edit/"
    fields = fields_of(client.get(url), having="name")

    wrong = client.post(url, fields | {"dimension-0-weight": "10"})
    right = client.post(url, fields | {"dimension-0-weight": "10", "dimension-1-weight": "25"})

    assert "come to 95; they must come to 100" in wrong.content.decode()
    assert right.status_code == 302
    assert [d.weight for d in usual().dimensions.all()] == [10, 25, 25, 20, 10, 10]


def test_teachers_read_it_and_do_not_change_it(client, lin):
    client.force_login(lin)

    assert "教学目标" in client.get("/observations/rubrics/").content.decode()
    assert client.get(f"/observations/rubrics/{usual().pk}/edit/").status_code == 403
