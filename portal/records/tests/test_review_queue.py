"""The review queue: one for everybody who reviews, the oldest first; bulk acceptance and undo."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from portal.records.decide import accept_in_bulk
from portal.records.models import Record, StandIn
from portal.records.submit import recall_record
from research.reflections.tests.factories import (
    EducationNarrativeFactory,
    HomeworkReflectionFactory,
    LessonReflectionFactory,
)
from tests.factories import UserFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db
QUEUE = "/records/queue/"


def titles(response):
    return [record.title for record in response.context["page"].rows]


@pytest.fixture
def waiting(lin, zhou, wu, sixth_week, time_machine):
    """A narrative of late September, then a homework and a lesson reflection of today."""
    time_machine.move_to("2026-09-21T10:00:00+08:00")
    old = EducationNarrativeFactory(author=lin, submitted=True)
    time_machine.move_to("2026-10-07T10:00:00+08:00")
    homework = HomeworkReflectionFactory(author=lin, submitted=True)
    lesson = LessonReflectionFactory(author=lin, submitted=True)
    return [old, homework, lesson]


def test_the_leader_finds_what_waits_oldest_first(client, waiting, zhou):
    client.force_login(zhou)

    assert titles(client.get(QUEUE)) == ["窗边的孩子", "《背影》小练笔", "背影"]


def test_what_lies_too_long_is_also_in_the_offices_queue(client, waiting, wu):
    client.force_login(wu)

    assert titles(client.get(QUEUE)) == ["窗边的孩子"]


def test_the_principal_reads_what_waits_in_the_whole_school(client, waiting, sun, term):
    client.force_login(sun)

    page = client.get(f"{QUEUE}?scope=school&term={term.pk}")

    assert titles(client.get(QUEUE)) == []
    assert titles(page) == ["窗边的孩子", "《背影》小练笔", "背影"]
    assert 'name="pk"' not in page.content.decode()


def test_a_teacher_finds_no_such_list(client, waiting, lin, term):
    client.force_login(lin)

    assert client.get(f"{QUEUE}?scope=school&term={term.pk}").status_code == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=lesson_reflection", ["背影"]),
        ("overdue=on", ["窗边的孩子"]),
        ("kind=case", []),
        ("kind=nonsense", ["窗边的孩子", "《背影》小练笔", "背影"]),
    ],
)
def test_it_is_narrowed_by_the_address(query, expected, client, waiting, zhou):
    client.force_login(zhou)

    assert titles(client.get(f"{QUEUE}?{query}")) == expected


@pytest.mark.parametrize("who", ["lin", "guest", "admin"])
def test_who_reviews_nothing_is_refused(who, client, zhou, request):
    person = request.getfixturevalue(who)
    client.force_login(person)

    for path in ("", "export/", "accept/", "decided/"):
        assert client.get(f"{QUEUE}{path}").status_code == 403


def test_a_stand_in_has_the_queue_during_the_days(client, waiting, zhou, qian, time_machine):
    StandIn.objects.create(
        absent=zhou,
        substitute=qian,
        starts_on=date(2026, 10, 5),
        ends_on=date(2026, 10, 9),
        created_by=zhou,
    )
    client.force_login(qian)

    assert len(titles(client.get(QUEUE))) == 3

    time_machine.move_to("2026-10-10T10:00:00+08:00")
    client.force_login(qian)
    assert client.get(QUEUE).status_code == 403


def test_the_sheet_holds_what_the_page_shows(client, waiting, zhou):
    client.force_login(zhou)

    response = client.get(f"{QUEUE}export/?overdue=on")

    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[2:]] == ["窗边的孩子"]
    assert rows[2][2:4] == ("林晓", "1001")


def test_an_empty_queue_says_so(client, zhou):
    client.force_login(zhou)

    response = client.get(QUEUE)

    assert response.status_code == 200
    assert 'class="empty-state"' in response.content.decode()


def picked(records):
    return {"pk": [record.pk for record in records]}


def test_ticked_records_are_shown_before_they_are_accepted(client, waiting, zhou):
    client.force_login(zhou)

    response = client.get(f"{QUEUE}accept/", picked(waiting))

    assert len(response.context["records"]) == 3
    assert Record.objects.accepted().count() == 0


def test_accepting_together_and_undoing_it_as_one(client, waiting, zhou):
    client.force_login(zhou)

    client.post(f"{QUEUE}accept/", picked(waiting))
    assert Record.objects.accepted().count() == 3

    batch = client.get(f"{QUEUE}decided/").context["batches"][0]
    assert batch.count == 3
    client.post(reverse("records:undo_batch", args=[batch.batch]))
    assert Record.objects.submitted().count() == 3


def test_the_message_after_accepting_together_offers_the_way_back(client, waiting, zhou):
    client.force_login(zhou)

    response = client.post(f"{QUEUE}accept/", picked(waiting), follow=True)

    assert f"{QUEUE}undo/" in response.content.decode()


def test_what_was_recalled_between_is_left_and_said(client, waiting, lin, zhou):
    client.force_login(zhou)
    recall_record(waiting[2], by=lin)

    response = client.post(f"{QUEUE}accept/", picked(waiting), follow=True)

    assert Record.objects.accepted().count() == 2
    assert len(list(response.context["messages"])) == 2


def test_ticking_what_is_not_theirs_does_nothing(client, waiting, tang):
    client.force_login(tang)

    client.post(f"{QUEUE}accept/", picked(waiting))

    assert not Record.objects.accepted().exists()


def test_nothing_ticked_is_said(client, waiting, zhou):
    client.force_login(zhou)

    response = client.get(f"{QUEUE}accept/", follow=True)

    assert response.redirect_chain[0][0] == QUEUE


def test_another_reviewer_does_not_undo(client, waiting, zhou, tang):
    batch = accept_in_bulk(waiting, by=zhou)
    client.force_login(tang)

    assert client.get(reverse("records:undo_batch", args=[batch])).status_code == 302
    client.post(reverse("records:undo_batch", args=[batch]))

    assert Record.objects.accepted().count() == 3


@pytest.mark.parametrize("who", ["zhou", "wu", "sun"])
def test_it_costs_the_same_for_any_length(who, client, lin, zhou, wu, sun, chinese, request):
    client.force_login(request.getfixturevalue(who))
    level = {"zhou": "leader", "wu": "office", "sun": "principal"}[who]

    def grow():
        record = LessonReflectionFactory(author=UserFactory(in_group=chinese), submitted=True)
        Record.objects.filter(pk=record.pk).update(review_level=level)

    assert_constant_queries(lambda: client.get(QUEUE), grow=grow, at_most=9)


def test_recent_decisions_cost_the_same_for_any_number(client, lin, zhou):
    client.force_login(zhou)

    assert_constant_queries(
        lambda: client.get(f"{QUEUE}decided/"),
        grow=lambda: accept_in_bulk([LessonReflectionFactory(author=lin, submitted=True)], by=zhou),
        at_most=9,
    )


def test_the_preview_costs_the_same_for_any_number(client, lin, zhou):
    client.force_login(zhou)
    records = []

    assert_constant_queries(
        lambda: client.get(f"{QUEUE}accept/", picked(records)),
        grow=lambda: records.append(LessonReflectionFactory(author=lin, submitted=True)),
        at_most=9,
    )
