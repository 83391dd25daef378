"""Emptying the outbox: nothing lost, nothing twice but the one in flight."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import get_connection
from django.core.mail.backends.locmem import EmailBackend

from portal import clock
from portal.notices.models import Delivery, Notice
from portal.notices.post import post_notice
from portal.notices.send import MAX_ATTEMPTS, send_due, send_taken, take_next
from portal.notices.types import NoticeType, notice_types


@pytest.fixture(autouse=True)
def cake(db):
    kind = NoticeType("cake", "Cake", "Cake %(n)s", "Come and eat.")
    notice_types.register(kind)
    yield kind
    notice_types.unregister("cake")


@pytest.fixture
def noon(time_machine):
    time_machine.move_to("2026-10-07T12:00:00+08:00", tick=False)
    return time_machine


def tell(*people, n=1, **kwargs):
    post_notice("cake", to=people, key=f"cake:{n}", params={"n": n}, **kwargs)


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


class RefusingBackend(EmailBackend):
    error: Exception = SMTPServerDisconnected("the server hung up")

    def send_messages(self, messages):
        raise self.error


def refuse_with(settings, error):
    RefusingBackend.error = error
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"


def test_due_notices_of_a_person_leave_as_one_mail(lin, qian):
    tell(lin, qian, n=1)
    tell(lin, n=2)

    assert send_due() == 2
    assert sorted(m.subject for m in mail.outbox) == ["Cake 1", "Cake 1, and 1 more"]
    assert states() == ["sent"] * 3


def test_mail_has_text_and_html_a_link_and_a_stable_name(lin, settings):
    tell(lin, url="/owed/")

    send_due()

    [sent] = mail.outbox
    [[html, mimetype]] = sent.alternatives
    assert mimetype == "text/html"
    assert f"{settings.PORTAL_BASE_URL}/owed/" in sent.body
    assert "Come and eat." in html
    assert sent.extra_headers["Message-ID"] == Delivery.objects.get().message_id


def test_nothing_leaves_before_its_hour(lin, noon):
    tell(lin, send_after=clock.now() + timedelta(minutes=1))

    assert send_due() == 0
    noon.move_to("2026-10-07T12:01:00+08:00")
    assert send_due() == 1


def test_sending_again_sends_nothing(lin):
    tell(lin)
    send_due()

    assert send_due() == 0
    assert len(mail.outbox) == 1


def test_withdrawn_notice_is_not_mailed(lin):
    tell(lin)
    Notice.objects.update(withdrawn_at=clock.now())

    assert send_due() == 0
    assert states() == ["withdrawn"]


def test_what_no_longer_stands_leaves_the_digest(lin, cake):
    tell(lin, n=1)
    tell(lin, n=2)
    notice_types.unregister("cake")
    notice_types.register(
        NoticeType("cake", "Cake", "Cake %(n)s", "",
                   still_stands=lambda notices: {n.pk for n in notices if n.params["n"] == 2})
    )  # fmt: skip

    send_due()

    assert [m.subject for m in mail.outbox] == ["Cake 2"]
    assert states() == ["withdrawn", "sent"]


def test_refused_connection_is_tried_again_after_longer_pauses(lin, noon, settings):
    tell(lin)
    refuse_with(settings, SMTPServerDisconnected("the server hung up"))

    assert send_due() == 0
    first = Delivery.objects.get()
    assert first.state == "pending"
    assert first.answer == "the server hung up"
    assert timedelta(minutes=1) < first.send_after - clock.now() < timedelta(minutes=3)
    assert send_due() == 0


def test_repeat_after_a_failure_is_the_same_mail(lin, noon, settings):
    tell(lin, n=1)
    refuse_with(settings, ConnectionRefusedError("nobody listens"))
    send_due()
    name = Delivery.objects.get().message_id
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    tell(lin, n=2)
    noon.move_to("2026-10-07T13:00:00+08:00")

    assert send_due() == 2
    assert {m.subject: m.extra_headers["Message-ID"] for m in mail.outbox}["Cake 1"] == name


def test_after_ten_attempts_it_is_given_up(lin, noon, settings):
    tell(lin)
    refuse_with(settings, SMTPServerDisconnected("the server hung up"))
    for _n in range(MAX_ATTEMPTS):
        Delivery.objects.update(send_after=clock.now())
        send_due()

    given_up = Delivery.objects.get()

    assert (given_up.state, given_up.attempts) == ("failed", MAX_ATTEMPTS)


def test_refused_recipient_is_given_up_at_once(lin, settings):
    tell(lin)
    refuse_with(settings, SMTPRecipientsRefused({lin.email: (550, b"no such mailbox")}))

    send_due()

    assert Delivery.objects.get().state == "failed"
    assert "no such mailbox" in Delivery.objects.get().answer


def test_worker_killed_before_sending_loses_nothing(lin, noon):
    tell(lin)
    assert take_next(at=clock.now()) is not None

    assert send_due() == 0
    noon.move_to("2026-10-07T12:06:00+08:00")
    assert send_due() == 1


def test_worker_that_wakes_late_writes_and_sends_nothing(lin, noon):
    tell(lin)
    stalled = take_next(at=clock.now())
    noon.move_to("2026-10-07T12:06:00+08:00")
    send_due()

    assert send_taken(stalled, get_connection()) is False
    assert len(mail.outbox) == 1
    assert states() == ["sent"]


def test_two_workers_never_take_the_same_mail(lin, qian):
    tell(lin, qian)

    first, second = take_next(at=clock.now()), take_next(at=clock.now())

    assert not set(first.ids) & set(second.ids)
    assert take_next(at=clock.now()) is None


def test_somebody_who_lost_their_address_is_given_up_with_the_reason(lin):
    tell(lin)
    lin.email = ""
    lin.save()

    send_due()

    assert Delivery.objects.get().answer == "no mail address"
