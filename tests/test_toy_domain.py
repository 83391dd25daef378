"""A seventh domain is one folder: `tests/toy` declares, the kernel shows.

Nothing outside that folder knows of student clubs but one line of
INSTALLED_APPS. docs/adding-a-domain.md walks the same path in words.
"""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from portal.agenda.clashes import clashes
from portal.deadlines.models import Requirement
from portal.deadlines.owed import owed_by
from portal.deadlines.sweep import sweep
from portal.notices.models import Notice
from portal.records.decide import accept_record
from portal.records.submit import submit_record
from research.reflections.tests.factories import LessonReflectionFactory
from tests.forms import fields_of
from tests.toy.models import ClubSession
from tests.toy.records import CLUB_SESSION


@pytest.fixture
def session(lin, chinese, term, sixth_week):
    """Lin's club session, written and not yet handed in."""
    return ClubSession.objects.create(
        kind=CLUB_SESSION.slug,
        author=lin,
        group=chinese,
        term=term,
        title="折纸社第一次活动",
        occurred_on=sixth_week,
        club="折纸社",
        story="<p>从一只纸船开始。</p>",
    )


def text_of(client, person, url):
    client.force_login(person)
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_menu_leads_to_its_list(client, lin, term):
    assert f'href="{CLUB_SESSION.url("list")}"' in text_of(client, lin, "/")


def test_machine_makes_its_form_and_keeps_what_is_typed(client, lin, term, sixth_week):
    client.force_login(lin)
    typed = fields_of(client.get(CLUB_SESSION.url("new")), having="club")

    client.post(
        CLUB_SESSION.url("new"), typed | {"club": "折纸社", "story": "纸船", "title": "折纸"}
    )

    assert ClubSession.objects.get().story == "<p>纸船</p>"


def test_reviewer_finds_it_in_the_queue(client, zhou, session, lin):
    submit_record(session, by=lin)

    assert session.title in text_of(client, zhou, reverse("records:queue"))


def test_archive_shows_it_under_its_section(client, zhou, session, lin):
    submit_record(session, by=lin)

    assert session.title in text_of(client, lin, reverse("archive:mine"))


def test_office_can_require_it_and_it_counts(client, wu, session, lin, zhou, term):
    assert "Club session" in text_of(client, wu, reverse("deadlines:requirement_new"))
    Requirement.objects.create(term=term, kind=CLUB_SESSION.slug, count=1, every_weeks=1)
    submit_record(session, by=lin)

    [line] = [line for line in owed_by(lin, term) if line.requirement.kind == CLUB_SESSION.slug]

    assert line.done == 1


def test_its_duty_is_announced_once(lin, term, time_machine):
    time_machine.move_to("2026-11-24T10:00:00+08:00", tick=False)

    sweep()
    sweep()

    told = Notice.objects.filter(person=lin, key__contains="club_plan:2026")
    assert told.count() == 1


def test_calendar_shows_its_event_and_a_clash_is_noticed(client, lin, session):
    starts_at = datetime.fromisoformat("2026-10-07T16:30:00+08:00")

    assert session.title in text_of(client, lin, f"{reverse('agenda:calendar')}?month=2026-10")
    [clash] = clashes([lin], starts_at, starts_at + timedelta(hours=1))
    assert clash.event.key == f"club_session:{session.pk}"


def test_its_figure_stands_on_the_overview(client, sun, session, lin, zhou):
    submit_record(session, by=lin)
    accept_record(session, by=zhou)

    page = text_of(client, sun, reverse("dashboard:overview"))

    assert "Club sessions accepted" in page
    assert "Accepted club sessions of the term." in page


def test_its_card_stands_on_the_home_page(client, lin, term):
    assert "Clubs of 林晓" in text_of(client, lin, "/")


def test_its_panel_stands_on_records_of_other_kinds(client, lin, session):
    reflection = LessonReflectionFactory(author=lin)

    assert "Clubs of 林晓" in text_of(client, lin, reflection.get_absolute_url())


def test_stranger_is_refused(client, guest, qian, session, lin, term):
    submit_record(session, by=lin)
    client.force_login(guest)
    assert client.get(CLUB_SESSION.url("list")).status_code == 403
    client.force_login(qian)
    assert client.get(CLUB_SESSION.url("detail", pk=session.pk)).status_code == 404
