"""Correcting what was sent says so; withdrawing says why. Nothing that was sent disappears."""

from dataclasses import replace

import pytest

from portal.announcements.audience import Audience
from portal.announcements.models import Announcement
from portal.announcements.read import confirm_announcement, read_announcement
from portal.announcements.send import withdraw_announcement
from portal.announcements.tests.factories import draft, sent
from portal.announcements.write import (
    Content,
    correct_announcement,
    discard_draft,
    write_announcement,
)
from portal.notices.models import Delivery, Notice
from portal.refusal import Refused

CONTENT = Content(title="期中教学检查安排（更正）", body="<p>改在周五。</p>")


def test_quiet_correction_tells_nobody(wu, lin):
    announcement = sent(wu)
    read_announcement(announcement, by=lin)

    correct_announcement(announcement, by=wu, content=CONTENT, correction="时间改为周五")

    announcement.refresh_from_db()
    assert (announcement.title, announcement.correction) == (CONTENT.title, "时间改为周五")
    assert announcement.corrected_at is not None
    assert Notice.objects.count() == 1
    assert not announcement.recipients.waiting().exists()


def test_asking_again_starts_reading_and_confirming_anew(wu, lin):
    announcement = sent(wu, must_confirm=True)
    confirm_announcement(announcement, by=lin)
    again = replace(CONTENT, must_confirm=True)

    correct_announcement(announcement, by=wu, content=again, correction="改期", asks_again=True)

    row = announcement.recipients.get()
    assert (row.read_at, row.confirmed_at, row.is_waiting) == (None, None, True)
    assert list(Notice.objects.order_by("pk").values_list("type", flat=True)) == [
        "announcement_to_confirm",
        "announcement_corrected",
    ]


def test_asking_for_confirmation_afterwards_makes_those_wait_who_had_read(wu, lin):
    announcement = sent(wu)
    read_announcement(announcement, by=lin)

    correct_announcement(
        announcement, by=wu, content=replace(CONTENT, must_confirm=True), correction="请确认"
    )
    assert announcement.recipients.get().is_waiting

    correct_announcement(announcement, by=wu, content=CONTENT, correction="不必确认")
    assert not announcement.recipients.get().is_waiting


def test_correction_says_what_it_corrects(wu, lin):
    with pytest.raises(Refused) as refusal:
        correct_announcement(sent(wu), by=wu, content=CONTENT, correction=" ")

    assert refusal.value.code == "nothing_said"


def test_older_screen_overwrites_nothing(wu, lin):
    announcement = sent(wu)
    shown = announcement.version
    correct_announcement(announcement, by=wu, content=CONTENT, correction="一", version=shown)

    with pytest.raises(Refused) as refusal:
        correct_announcement(announcement, by=wu, content=CONTENT, correction="二", version=shown)

    assert refusal.value.code == "stale"


def test_sent_one_is_no_draft_any_more(wu, lin):
    announcement = sent(wu)

    with pytest.raises(Refused) as written:
        write_announcement(announcement, by=wu, content=CONTENT, audience=Audience(True))
    with pytest.raises(Refused) as discarded:
        discard_draft(announcement, by=wu)

    assert (written.value.code, discarded.value.code) == ("not_draft", "not_draft")


def test_discarded_draft_is_gone(wu):
    discard_draft(draft(wu), by=wu)

    assert not Announcement.objects.exists()


def test_withdrawing_takes_back_what_waits_and_tells_who_had_read(wu, lin, zhou):
    announcement = sent(wu)
    read_announcement(announcement, by=lin)

    withdraw_announcement(announcement, by=wu, reason="时间有误")

    assert not announcement.recipients.waiting().exists()
    assert set(
        Delivery.objects.filter(state="pending").values_list("notice__type", "notice__person__name")
    ) == {("announcement_withdrawn", "林晓")}
    standing = Notice.objects.standing().values_list("type", "person__name")
    assert list(standing) == [("announcement_withdrawn", "林晓")]


def test_withdrawing_needs_a_reason_and_the_first_stays(wu, lin):
    announcement = sent(wu)

    with pytest.raises(Refused) as refusal:
        withdraw_announcement(announcement, by=wu, reason="  ")
    assert refusal.value.code == "no_reason"

    assert withdraw_announcement(announcement, by=wu, reason="时间有误")
    assert not withdraw_announcement(announcement, by=wu, reason="别的")
    announcement.refresh_from_db()
    assert announcement.withdrawn_because == "时间有误"


def test_draft_is_not_withdrawn(wu):
    with pytest.raises(Refused) as refusal:
        withdraw_announcement(draft(wu), by=wu, reason="不发了")

    assert refusal.value.code == "not_sent"
