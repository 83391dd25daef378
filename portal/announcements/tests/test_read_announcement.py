"""Reading and confirming: opening is reading; confirming is an act, where it is asked for."""

from datetime import date

import pytest

from portal.announcements.audience import Audience
from portal.announcements.models import Recipient
from portal.announcements.notice_types import still_waiting
from portal.announcements.read import confirm_announcement, read_announcement
from portal.announcements.tests.factories import draft, sent, withdrawn
from portal.notices.models import Notice
from portal.refusal import Refused
from tests.factories import UserFactory


def test_opening_it_is_reading_it_and_the_bell_falls_silent(wu, lin):
    announcement = sent(wu)

    read_announcement(announcement, by=lin)

    row = Recipient.objects.get()
    assert (row.read_at is not None, row.is_waiting) == (True, False)
    assert Notice.objects.get().read_at is not None


def test_first_opening_counts(wu, lin, time_machine):
    announcement = sent(wu)
    first = read_announcement(announcement, by=lin).read_at
    time_machine.move_to("2026-10-09T10:00:00+08:00")

    assert read_announcement(announcement, by=lin).read_at == first


def test_reading_alone_does_not_confirm(wu, lin):
    announcement = sent(wu, must_confirm=True)

    read_announcement(announcement, by=lin)
    assert Recipient.objects.get().is_waiting

    confirm_announcement(announcement, by=lin)
    assert not Recipient.objects.get().is_waiting


def test_confirming_twice_keeps_the_first(wu, lin, time_machine):
    announcement = sent(wu, must_confirm=True)
    first = confirm_announcement(announcement, by=lin).confirmed_at
    time_machine.move_to("2026-10-09T10:00:00+08:00")

    assert confirm_announcement(announcement, by=lin).confirmed_at == first


def test_nobody_confirms_what_was_not_asked(wu, lin, qian, chinese):
    plain = sent(wu, to=Audience(groups=[chinese]))
    asked = sent(wu, to=Audience(groups=[chinese]), must_confirm=True)

    for announcement, person in [(plain, lin), (asked, qian)]:
        with pytest.raises(Refused) as refusal:
            confirm_announcement(announcement, by=person)
        assert refusal.value.code == "not_asked"


def test_withdrawn_one_is_neither_read_nor_confirmed(wu, lin):
    announcement = withdrawn(wu, must_confirm=True)

    assert read_announcement(announcement, by=lin).read_at is None
    with pytest.raises(Refused) as refusal:
        confirm_announcement(announcement, by=lin)
    assert refusal.value.code == "withdrawn"


def test_author_and_office_are_no_readers_of_it(wu, zhou, lin, qian, chinese):
    announcement = sent(zhou, to=Audience(groups=[chinese]))

    assert read_announcement(announcement, by=zhou) is None
    assert read_announcement(announcement, by=wu) is None
    assert read_announcement(draft(wu), by=lin) is None


def test_newcomer_who_opens_it_becomes_a_recipient(wu, lin, chinese):
    announcement = sent(wu, to=Audience(groups=[chinese]), valid_until=date(2026, 10, 16))
    newcomer = UserFactory(in_group=chinese)

    assert read_announcement(announcement, by=newcomer).read_at is not None


def test_mail_goes_only_while_it_waits(wu, lin, zhou):
    announcement = sent(wu)
    notices = list(Notice.objects.all())

    read_announcement(announcement, by=lin)

    assert still_waiting(notices) == {n.pk for n in notices if n.person == zhou}
