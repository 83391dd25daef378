"""Pages of notices: mine, and the office's about mails that do not arrive."""

import pytest
from django.urls import reverse

from portal.notices.models import Delivery, Notice
from portal.notices.post import post_notice
from portal.notices.types import NoticeType, notice_types
from tests.factories import UserFactory
from tests.queries import assert_constant_queries


@pytest.fixture(autouse=True)
def cake(db):
    kind = NoticeType("cake", "Cake", "Cake from %(by)s", "There is %(what)s cake.", icon="cake")
    notice_types.register(kind)
    yield kind
    notice_types.unregister("cake")


def tell(person, key="cake:1", **kwargs):
    params = {"by": "周静", "what": {"en": "plum", "zh-hans": "李子"}}
    post_notice("cake", to=[person], key=key, params=params, **kwargs)
    return Notice.objects.get(key=f"{key}:{person.pk}")


def test_my_notices_are_listed_in_my_language(client, lin, qian):
    lin.language = "en"
    lin.save()
    tell(lin)
    tell(qian, key="cake:secret")
    client.force_login(lin)

    page = client.get(reverse("notices:notice_list")).content.decode()

    assert page.count("Cake from 周静") == 1
    assert "There is plum cake." in page


def test_opening_marks_read_and_goes_to_its_cause(client, lin):
    notice = tell(lin, url="/owed/")
    client.force_login(lin)

    response = client.post(reverse("notices:notice_open", args=[notice.pk]))

    assert response.url == "/owed/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_opening_never_leaves_the_portal(client, lin):
    notice = tell(lin, url="https://elsewhere.example/")
    client.force_login(lin)

    response = client.post(reverse("notices:notice_open", args=[notice.pk]))

    assert response.url == reverse("notices:notice_list")


def test_opening_asks_for_a_post(client, lin):
    notice = tell(lin)
    client.force_login(lin)

    assert client.get(reverse("notices:notice_open", args=[notice.pk])).status_code == 405
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_notice_of_somebody_else_is_not_found(client, lin, qian):
    notice = tell(lin)
    client.force_login(qian)

    assert client.post(reverse("notices:notice_open", args=[notice.pk])).status_code == 404


def test_all_are_read_at_once_but_not_what_came_in_meanwhile(client, lin):
    seen = tell(lin)
    later = tell(lin, key="cake:2")
    client.force_login(lin)

    client.post(reverse("notices:notice_read_all"), {"newest": seen.pk})

    assert list(Notice.objects.unread()) == [later]


def test_withdrawn_notice_is_neither_listed_nor_counted(client, lin):
    notice = tell(lin)
    Notice.objects.filter(pk=notice.pk).update(withdrawn_at=notice.created_at)
    client.force_login(lin)

    page = client.get(reverse("notices:notice_list")).content.decode()

    assert "周静" not in page
    assert "bell-count" not in page


def test_bell_counts_the_unread_up_to_99(client, lin):
    for n in range(101):
        tell(lin, key=f"cake:{n}")
    client.force_login(lin)

    assert "99+" in client.get(reverse("notices:notice_list")).content.decode()


def test_list_costs_the_same_for_any_length(client, lin):
    client.force_login(lin)
    numbers = iter(range(1000))

    assert_constant_queries(
        lambda: client.get(reverse("notices:notice_list")),
        grow=lambda: tell(lin, key=f"cake:{next(numbers)}"),
        at_most=6,
    )


def test_administrator_sends_a_given_up_mail_again(client, admin, lin):
    tell(lin)
    Delivery.objects.update(state="failed", attempts=10, answer="550 no such mailbox")
    client.force_login(admin)

    page = client.get(reverse("notices:outbox")).content.decode()
    client.post(reverse("notices:send_again"), {"chosen": [Delivery.objects.get().pk]})

    assert "550 no such mailbox" in page
    assert list(Delivery.objects.values_list("state", "attempts")) == [("pending", 0)]


def test_office_sees_whom_no_mail_reaches_and_why(client, wu, lin):
    UserFactory(name="郑无邮", email="")
    tell(lin)
    Delivery.objects.update(state="failed", answer="550 no such mailbox")
    client.force_login(wu)

    page = client.get(reverse("notices:unreachable")).content.decode()

    assert "郑无邮" in page
    assert "林晓" in page
    assert "550 no such mailbox" in page


@pytest.mark.parametrize("name", ["outbox", "unreachable"])
def test_teacher_is_refused_the_pages_of_the_office(client, lin, name):
    client.force_login(lin)

    assert client.get(reverse(f"notices:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["notice_list", "outbox", "unreachable"])
def test_stranger_is_sent_to_sign_in(client, db, name):
    assert reverse("account_login") in client.get(reverse(f"notices:{name}")).url


@pytest.mark.parametrize("name", ["outbox", "unreachable"])
def test_office_pages_cost_the_same_for_any_length(client, admin, name):
    client.force_login(admin)
    numbers = iter(range(1000))

    def grow():
        tell(UserFactory(), key=f"cake:{next(numbers)}")
        UserFactory(email="")
        Delivery.objects.update(state="failed")

    assert_constant_queries(lambda: client.get(reverse(f"notices:{name}")), grow=grow, at_most=9)
