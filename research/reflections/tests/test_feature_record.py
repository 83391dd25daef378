"""Featuring a record: accepted ones only, its author is told and may say no; colleagues mark it.

What is private, or shows pupils who can be recognised, never reaches the page.
"""

import pytest
from django.urls import reverse

from portal.notices.models import Notice
from portal.records.models import Record
from portal.refusal import Refused
from research.reflections.feature_record import (
    feature_record,
    mark_useful,
    unfeature_record,
    unmark_useful,
)
from research.reflections.models import Featured, UsefulMark
from research.reflections.tests.factories import LessonReflectionFactory
from tests.factories import UserFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def reflection(lin, zhou, term, sixth_week):
    return LessonReflectionFactory(author=lin, accepted=zhou, title="细节描写")


def test_the_whole_school_reads_what_is_featured(reflection, zhou, qian, lin):
    assert not Record.objects.visible_to(qian).exists()

    feature_record(reflection, by=zhou)

    assert Record.objects.visible_to(qian).get().pk == reflection.pk
    assert Notice.objects.get(type="record_featured").person == lin


def test_featuring_twice_is_once(reflection, zhou, wu):
    assert feature_record(reflection, by=zhou) == feature_record(reflection, by=wu)


def test_taken_off_it_is_visible_as_before(reflection, zhou, lin, qian):
    featured = feature_record(reflection, by=zhou)

    unfeature_record(featured, by=lin)

    assert not Record.objects.visible_to(qian).exists()
    reflection.refresh_from_db()
    assert reflection.visibility == "group"


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"visibility": "private"}, "private"), ({"shows_pupils": True}, "shows_pupils")],
    ids=["private", "pupils"],
)
def test_what_is_not_for_everybody_is_refused(reflection, zhou, fields, code):
    Record.objects.filter(pk=reflection.pk).update(**fields)

    with pytest.raises(Refused) as refusal:
        feature_record(reflection, by=zhou)

    assert refusal.value.code == code


def test_what_waits_for_a_decision_is_refused(lin, zhou, term, sixth_week):
    waiting = LessonReflectionFactory(author=lin, submitted=True)

    with pytest.raises(Refused) as refusal:
        feature_record(waiting, by=zhou)

    assert refusal.value.code == "not_accepted"


def test_a_mark_counts_once_and_can_be_taken_back(reflection, zhou, qian):
    featured = feature_record(reflection, by=zhou)

    mark_useful(featured, by=qian)
    mark_useful(featured, by=qian)
    featured.refresh_from_db()
    assert (featured.useful_count, UsefulMark.objects.count()) == (1, 1)

    unmark_useful(featured, by=qian)
    unmark_useful(featured, by=qian)
    featured.refresh_from_db()
    assert featured.useful_count == 0


def test_nobody_marks_their_own(reflection, zhou, lin):
    featured = feature_record(reflection, by=zhou)

    with pytest.raises(Refused) as refusal:
        mark_useful(featured, by=lin)

    assert refusal.value.code == "own_record"


def test_the_leader_features_it_on_its_page(client, reflection, zhou):
    client.force_login(zhou)
    url = reverse("research:reading_feature", kwargs={"pk": reflection.pk})
    assert url in client.get(reflection.get_absolute_url()).content.decode()

    client.post(url, {"words": "追问很巧"})

    assert Featured.objects.get().words == "追问很巧"
    page = client.get(reverse("research:reading")).content.decode()
    assert "细节描写" in page
    assert "追问很巧" in page


def test_a_colleague_cannot_feature(client, reflection, chinese):
    colleague = UserFactory(in_group=chinese)
    client.force_login(colleague)
    url = reverse("research:reading_feature", kwargs={"pk": reflection.pk})

    assert client.post(url).status_code == 403
    assert url not in client.get(reflection.get_absolute_url()).content.decode()


def test_the_leader_of_another_group_does_not_learn_of_it(client, reflection, tang):
    client.force_login(tang)

    url = reverse("research:reading_feature", kwargs={"pk": reflection.pk})
    assert client.post(url).status_code == 404


def test_a_guest_does_not_read_the_page(client, guest, reflection, zhou):
    feature_record(reflection, by=zhou)
    client.force_login(guest)

    assert client.get(reverse("research:reading")).status_code == 403


def test_marking_from_the_page_comes_back_to_it(client, reflection, zhou, qian):
    featured = feature_record(reflection, by=zhou)
    client.force_login(qian)

    answer = client.post(
        reverse("research:reading_mark", kwargs={"pk": featured.pk}), {"back": "reading"}
    )

    assert answer.url == reverse("research:reading")
    assert UsefulMark.objects.get().person == qian


def test_the_most_useful_come_first_when_asked(client, lin, zhou, qian, term, sixth_week):
    first = feature_record(LessonReflectionFactory(author=lin, accepted=zhou, title="甲"), by=zhou)
    feature_record(LessonReflectionFactory(author=lin, accepted=zhou, title="乙"), by=zhou)
    mark_useful(first, by=qian)
    client.force_login(qian)

    newest = client.get(reverse("research:reading")).content.decode()
    useful = client.get(reverse("research:reading"), {"sort": "-useful_count"}).content.decode()

    assert newest.index("乙</a>") < newest.index("甲</a>")
    assert useful.index("甲</a>") < useful.index("乙</a>")


def test_the_page_costs_the_same_for_any_number(client, lin, zhou, qian, term, sixth_week):
    client.force_login(qian)

    def grow():
        feature_record(LessonReflectionFactory(author=lin, accepted=zhou), by=zhou)

    assert_constant_queries(lambda: client.get(reverse("research:reading")), grow=grow, at_most=12)
