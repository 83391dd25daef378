"""Who owes is told in the portal and by mail, once for each reminder.

Step 6 of the main job. Beat runs the sweep and empties the outbox; here both
are called as functions, twice over.
"""

from datetime import datetime

import pytest
from django.core import mail
from playwright.sync_api import expect

from portal.deadlines.models import Requirement
from portal.deadlines.tasks import sweep_reminders
from portal.notices.tasks import send_deliveries
from research.reflections.tests.factories import EducationNarrativeFactory
from tests.browser.conftest import assert_in_order
from tests.browser.windows import in_any_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def due_on_friday(at_school, term):
    """A narrative, due on Friday of this week; the reminder of three days before is out."""
    return Requirement.objects.create(
        term=term,
        kind="education_narrative",
        count=1,
        due_at=datetime.fromisoformat("2026-10-09T23:59:59+08:00"),
    )


@pytest.fixture
def beat(turns):
    def run():
        with turns:
            sweep_reminders()
            send_deliveries()

    return run


@in_any_window
def test_one_notice_and_one_mail(visit, due_on_friday, lin, beat, viewport, scripts):
    beat()
    [letter] = mail.outbox
    assert letter.to == [lin.email]

    page = visit(lin, viewport=viewport, scripts=scripts)
    page.goto("/")
    page.get_by_role("link", name="Notices: 1 unread").click()
    notice = page.get_by_role("button", name="Unread:")
    expect(notice).to_contain_text("Education narrative")
    assert_in_order(page, scripts=scripts)
    notice.click()
    page.get_by_role("heading", level=1).wait_for()
    assert_in_order(page, scripts=scripts)

    beat()

    page.goto("/notices/")
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(1)
    expect(
        page.get_by_role("banner").get_by_role("link", name="Notices", exact=True)
    ).to_be_visible()
    assert mail.outbox == [letter]


def test_who_has_handed_it_in_hears_nothing(visit, due_on_friday, lin, beat):
    EducationNarrativeFactory(author=lin, submitted=True)

    beat()

    page = visit(lin)
    page.goto("/notices/")
    expect(page.get_by_text("Nothing new")).to_be_visible()
    assert [letter for letter in mail.outbox if letter.to == [lin.email]] == []
