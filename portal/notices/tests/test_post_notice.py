"""Posting: one row per key and person, whoever posts and however often."""

from datetime import timedelta

import pytest

from portal import clock
from portal.notices.models import Delivery, Notice
from portal.notices.post import Wording, post_notice, post_notices
from portal.notices.render import sentences_of
from portal.notices.retention import forget_old_notices
from portal.notices.types import NoticeType, notice_types


@pytest.fixture(autouse=True)
def cake(db):
    kind = NoticeType("cake", "Cake", "Cake %(on)s, %(eaten_on)s, %(eaten_at)s", "%(missing)s!")
    notice_types.register(kind)
    yield kind
    notice_types.unregister("cake")


def test_posting_twice_posts_once(lin):
    assert post_notice("cake", to=[lin], key="k") == 1
    assert post_notice("cake", to=[lin], key="k") == 0

    assert Notice.objects.count() == Delivery.objects.count() == 1


def test_one_key_serves_many_people_and_names_each_once(lin, qian):
    assert post_notice("cake", to=[lin, qian, lin], key="k") == 2


def test_unknown_type_is_an_error_at_once(lin):
    with pytest.raises(KeyError):
        post_notice("pie", to=[lin], key="k")


def test_somebody_without_a_mail_address_gets_no_delivery(lin, qian):
    lin.email = ""
    lin.save()

    post_notice("cake", to=[lin, qian], key="k")

    assert Notice.objects.count() == 2
    assert Delivery.objects.get().notice.person == qian


def test_many_notices_cost_a_few_queries(lin, django_assert_max_num_queries):
    wordings = [Wording(lin.pk, "cake", f"k:{n}", clock.now()) for n in range(900)]

    with django_assert_max_num_queries(25):
        post_notices(wordings)

    assert Delivery.objects.count() == 900


def test_days_and_moments_are_written_as_people_do(lin):
    post_notice(
        "cake", to=[lin], key="k",
        params={"on": "x", "eaten_on": "2026-09-01", "eaten_at": "2026-09-01T08:30:00+08:00"},
    )  # fmt: skip

    sentences = sentences_of(Notice.objects.get())

    assert sentences.subject == "Cake x, 1 September 2026, 1 September 2026 08:30"
    assert sentences.body == "!"


def test_notice_of_a_part_no_longer_installed_can_still_be_read(lin):
    post_notice("cake", to=[lin], key="k")
    notice_types.unregister("cake")

    assert "no longer installed" in sentences_of(Notice.objects.get()).subject


def test_old_notices_are_forgotten_with_their_deliveries(lin, qian, settings):
    post_notice("cake", to=[lin, qian], key="k")
    old = clock.now() - timedelta(days=settings.PORTAL_NOTICE_DAYS + 1)
    Notice.objects.filter(person=lin).update(created_at=old)

    assert forget_old_notices() == 1
    assert Notice.objects.get().person == qian
    assert Delivery.objects.count() == 1
