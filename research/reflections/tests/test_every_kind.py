"""What holds for every kind of daily practice: its pages open, are cheap, and are for staff."""

import pytest

from portal.records.kinds import kinds
from research.reflections import records
from research.reflections.tests import factories
from tests.forms import fields_of
from tests.queries import assert_constant_queries

FACTORIES = {
    "lesson_reflection": factories.LessonReflectionFactory,
    "homework_reflection": factories.HomeworkReflectionFactory,
    "education_narrative": factories.EducationNarrativeFactory,
    "case": factories.CaseFactory,
    "puzzle": factories.PuzzleFactory,
}
SLUGS = [kind.slug for kind in vars(records).values() if getattr(kind, "slug", "") in kinds]


@pytest.fixture(params=sorted(set(SLUGS)))
def kind(request):
    return kinds.get(request.param)


def test_there_are_six_kinds():
    assert len(set(SLUGS)) == 6


def test_a_draft_is_saved_with_nothing_but_the_defaults(client, lin, zhou, sixth_week, kind):
    client.force_login(lin)
    url = kind.url("new")

    response = client.post(url, fields_of(client.get(url), having="occurred_on"))

    record = kind.model.objects.get()
    assert response["Location"] == kind.url("detail", pk=record.pk)
    assert (record.kind, record.state, record.visibility) == (kind.slug, "draft", kind.visibility)
    assert client.get(response["Location"]).status_code == 200


def test_an_empty_one_is_not_handed_in(client, lin, zhou, sixth_week, kind):
    client.force_login(lin)
    url = kind.url("new")

    response = client.post(
        url, fields_of(client.get(url), having="occurred_on") | {"then": "submit"}
    )

    assert response.status_code == 422
    assert response.context["form"].errors
    assert not kind.model.objects.exists()


@pytest.mark.parametrize("page", ["list", "new", "export"])
def test_pages_are_for_staff(client, lin, guest, sixth_week, kind, page):
    client.force_login(guest)
    assert client.get(kind.url(page)).status_code == 403

    client.force_login(lin)
    assert client.get(kind.url(page)).status_code == 200


def test_signed_out_one_is_sent_to_sign_in(client, db, kind):
    response = client.get(kind.url("list"))

    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("slug", sorted(FACTORIES))
def test_the_list_costs_the_same_for_any_length(client, wu, lin, zhou, sixth_week, slug):
    client.force_login(wu)

    assert_constant_queries(
        lambda: client.get(kinds.get(slug).url("list")),
        grow=lambda: FACTORIES[slug](author=lin, submitted=True),
        at_most=12,
    )


@pytest.mark.parametrize("slug", sorted(FACTORIES))
def test_the_form_of_a_record_is_within_its_cost(client, lin, zhou, sixth_week, slug):
    record = FACTORIES[slug](author=lin)
    client.force_login(lin)

    assert_constant_queries(
        lambda: client.get(kinds.get(slug).url("edit", pk=record.pk)),
        grow=lambda: FACTORIES[slug](author=lin),
        at_most=12,
    )
