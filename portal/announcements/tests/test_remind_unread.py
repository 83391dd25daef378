"""Reminding those who have not read: a preview, then once a day each."""

from portal.announcements.read import read_announcement
from portal.announcements.remind import nudges_for, remind_waiting
from portal.announcements.tests.factories import sent
from portal.notices.models import Notice


def remind(announcement, by):
    nudges = nudges_for(announcement, announcement.recipients.all())
    return remind_waiting(announcement, nudges, by=by)


def reminded():
    return list(
        Notice.objects.filter(type="announcement_nudge").values_list("person__name", flat=True)
    )


def test_only_those_who_wait_are_reminded_once_a_day(wu, lin, zhou, time_machine):
    announcement = sent(wu)
    read_announcement(announcement, by=zhou)

    assert (remind(announcement, wu), remind(announcement, wu)) == (1, 0)
    assert reminded() == ["林晓"]

    time_machine.move_to("2026-10-08T10:00:00+08:00")
    assert remind(announcement, wu) == 1


def test_preview_says_who_and_why_not(wu, lin, zhou, qian):
    announcement = sent(wu)
    qian.status = "on_leave"
    qian.save()
    remind_waiting(
        announcement, nudges_for(announcement, announcement.recipients.filter(person=lin)), by=wu
    )

    nudges = nudges_for(announcement, announcement.recipients.all())

    said = {n.person.name: (n.was_told, n.is_away, n.will_go) for n in nudges}
    assert said == {
        "林晓": (True, False, False),
        "周静": (False, False, True),
        "钱进": (False, True, False),
    }
