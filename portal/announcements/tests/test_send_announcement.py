"""Sending: the audience is resolved then, kept as rows, and each is told once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.announcements.audience import Audience
from portal.announcements.models import Announcement, Recipient
from portal.announcements.newcomers import admit_newcomers
from portal.announcements.send import send_announcement
from portal.announcements.tests.factories import draft, sent
from portal.notices.models import Delivery, Notice
from portal.people.models import Membership, Role, User
from portal.refusal import Refused
from tests.factories import UserFactory

SOON = date(2026, 10, 16)


def names(announcement):
    people = announcement.recipients.order_by("person__staff_number")
    return list(people.values_list("person__name", flat=True))


def test_everyone_on_the_staff_gets_it_and_the_author_does_not(wu, lin, zhou, qian, guest):
    announcement = draft(wu)

    told = send_announcement(announcement, by=wu)

    assert told == 3
    assert names(announcement) == ["林晓", "周静", "钱进"]
    announcement.refresh_from_db()
    assert (announcement.is_sent, announcement.recipients.waiting().count()) == (True, 3)


def test_roles_groups_and_people_mix_and_nobody_gets_it_twice(
    wu, lin, zhou, qian, sun, guest, chinese
):
    mixed = Audience(roles=[Role.PRINCIPAL], groups=[chinese], people=[lin, guest])

    announcement = sent(wu, to=mixed)

    assert names(announcement) == ["林晓", "周静", "孙立", "客知远"]


def test_who_has_left_gets_nothing(wu, lin, zhou):
    lin.status, lin.is_active = "left", False
    lin.save()

    assert names(sent(wu)) == ["周静"]


def test_each_is_told_in_the_transaction_and_by_mail(wu, lin, zhou):
    announcement = sent(wu, to=Audience(people=[lin]))

    notice = Notice.objects.get()
    assert (notice.person, notice.type) == (lin, "announcement_sent")
    assert notice.url == announcement.get_absolute_url()
    assert Delivery.objects.get().notice == notice


def test_asking_for_confirmation_is_an_obligation(wu, lin):
    sent(wu, must_confirm=True)

    assert Notice.objects.get().type == "announcement_to_confirm"


def test_sending_twice_tells_nobody_twice(wu, lin):
    announcement = sent(wu)

    assert send_announcement(announcement, by=wu) == 0
    assert Notice.objects.count() == Recipient.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"body": ""}, "no_text"), ({"valid_until": date(2026, 10, 6)}, "over")],
)
def test_unfinished_draft_is_not_sent(wu, lin, facts, code):
    announcement = draft(wu, **facts)

    with pytest.raises(Refused) as refusal:
        send_announcement(announcement, by=wu)

    assert refusal.value.code == code
    assert not Recipient.objects.exists()


def test_day_until_which_it_is_valid_belongs_to_it(wu, lin):
    assert sent(wu, valid_until=date(2026, 10, 7)).is_sent


def test_choice_that_reaches_nobody_is_not_sent(wu):
    announcement = draft(wu, to=Audience(roles=[Role.SUPERVISOR]))

    with pytest.raises(Refused) as refusal:
        send_announcement(announcement, by=wu)

    assert refusal.value.code == "nobody"


def test_leader_writes_to_the_own_group(zhou, lin, qian, chinese):
    assert names(sent(zhou, to=Audience(groups=[chinese]))) == ["林晓"]


@pytest.mark.parametrize("reach", ["everyone", "role", "group", "person"])
def test_leader_reaches_no_further(zhou, lin, qian, chinese, maths, reach):
    further = {
        "everyone": Audience(to_everyone=True),
        "role": Audience(groups=[chinese], roles=[Role.PRINCIPAL]),
        "group": Audience(groups=[chinese, maths]),
        "person": Audience(people=[lin, qian]),
    }[reach]

    with pytest.raises(Refused) as refusal:
        draft(zhou, to=further)

    assert refusal.value.code == "not_your_group"
    assert not Announcement.objects.exists()


def test_draft_of_a_leader_who_no_longer_leads_is_not_sent(zhou, lin, chinese):
    announcement = draft(zhou, to=Audience(groups=[chinese]))
    Membership.objects.filter(person=zhou).update(is_leader=False)
    zhou = User.objects.get(pk=zhou.pk)

    with pytest.raises(Refused) as refusal:
        send_announcement(announcement, by=zhou)

    assert refusal.value.code == "not_your_group"


def test_sending_costs_the_same_for_many_people(wu, lin, term):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            send_announcement(draft(wu), by=wu)
        return len(captured)

    queries()  # fills what is kept for the process
    few = queries()
    UserFactory.create_batch(30)

    assert queries() == few < 40


# -- Who joins later ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "is_told"),
    [
        ({"valid_until": SOON}, True),
        ({"is_pinned": True}, True),
        ({}, False),
    ],
    ids=["its day is to come", "pinned for good", "neither"],
)
def test_newcomer_is_told_what_still_stands(wu, lin, chinese, facts, is_told):
    announcement = sent(wu, to=Audience(groups=[chinese]), **facts)
    newcomer = UserFactory(name="新来", in_group=chinese)

    admit_newcomers()
    admit_newcomers()

    assert Recipient.objects.filter(person=newcomer).exists() is is_told
    assert Notice.objects.filter(person=newcomer).count() == is_told
    seen = Announcement.objects.concerning(newcomer, date(2026, 10, 7))
    assert list(seen) == [announcement] * is_told
    assert announcement.recipients.filter(person=lin).count() == 1


def test_newcomer_is_not_told_what_is_over(wu, lin, chinese, time_machine):
    sent(wu, to=Audience(groups=[chinese]), valid_until=SOON)
    time_machine.move_to("2026-10-17T08:00:00+08:00")
    newcomer = UserFactory(name="新来", in_group=chinese)

    assert admit_newcomers() == 0
    assert not Announcement.objects.concerning(newcomer, date(2026, 10, 17)).exists()
