"""Signing in by staff number or phone; who is refused, in words; what is written down."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from portal import clock
from portal.people.models import Act, AuditEvent
from tests.factories import UserFactory

PASSWORD = "a-good-passphrase"


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


@pytest.fixture
def wang(db):
    return UserFactory(staff_number="T0087", name="王芳", phone="13800000087")


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password} | more)


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def errors_of(response):
    return [str(error) for error in response.context["form"].non_field_errors()]


@pytest.mark.parametrize(
    "typed",
    [
        "T0087",
        "t0087",
        " T0087 ",
        "T0087".translate({ord(c): ord(c) + 0xFEE0 for c in "T0087"}),
        "13800000087",
        "138 0000 0087",
        "138-0000-0087",
        "+86 13800000087",
        "１３８００００００８７",
    ],
    ids=[
        "number",
        "lower case",
        "spaces around",
        "full width",
        "phone",
        "phone with spaces",
        "phone with dashes",
        "country code",
        "full-width phone",
    ],
)
def test_number_or_phone_opens_the_account(client, wang, typed):
    response = sign_in(client, typed)

    assert response.status_code == 302
    assert signed_in_as(client) == str(wang.pk)


def test_staff_number_wins_over_somebody_elses_phone(client, wang):
    other = UserFactory(staff_number="13800000087")

    sign_in(client, "13800000087")

    assert signed_in_as(client) == str(other.pk)


def test_wrong_password_is_answered_in_the_readers_language(client, wang):
    client.cookies["django_language"] = "zh-hans"

    response = sign_in(client, "T0087", "wrong")

    assert response.status_code == 200
    assert "工号或手机号与密码不匹配" in errors_of(response)[0]
    assert signed_in_as(client) is None


def test_unknown_number_gets_the_same_words_as_a_wrong_password(client, wang):
    wrong = errors_of(sign_in(client, "T0087", "wrong"))
    unknown = errors_of(sign_in(client, "nobody", "wrong"))

    assert wrong == unknown


def test_unknown_number_costs_a_password_hash_too(client, wang, mocker_hash):
    sign_in(client, "nobody", "wrong")

    assert mocker_hash == ["wrong"]


@pytest.fixture
def mocker_hash(monkeypatch):
    """The passwords that were hashed though nobody was found."""
    hashed = []
    monkeypatch.setattr(
        "portal.people.models.User.set_password", lambda _self, raw: hashed.append(raw)
    )
    return hashed


def test_after_five_wrong_passwords_the_name_waits(client, wang):
    for _attempt in range(5):
        sign_in(client, "T0087", "wrong")

    response = sign_in(client, "138 0000 0087")

    assert errors_of(response) != []
    assert signed_in_as(client) is None


def test_another_name_from_the_same_address_need_not_wait(client, wang, lin):
    for _attempt in range(6):
        sign_in(client, "T0087", "wrong")

    sign_in(client, lin.staff_number)

    assert signed_in_as(client) == str(lin.pk)


def test_a_whole_school_signs_in_within_a_minute(db, client_factory):
    people = [UserFactory() for _n in range(60)]

    responses = [sign_in(client_factory(), person.staff_number) for person in people]

    assert {response.status_code for response in responses} == {302}


@pytest.fixture
def client_factory():
    return Client


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"is_active": False}, "account_closed"),
        ({"is_demo": True}, "demo_only"),
        (
            {
                "must_change_password": True,
                "first_password_expires_at": clock.now() - timedelta(minutes=1),
            },
            "first_password_expired",
        ),
    ],
)
def test_right_password_of_a_refused_account_says_why(client, db, facts, code):
    person = UserFactory(staff_number="0500", **facts)

    response = sign_in(client, "0500")

    form = response.context["form"]
    assert [error.code for error in form.non_field_errors().as_data()] == [code]
    assert signed_in_as(client) is None
    assert list(AuditEvent.objects.values_list("act", "actor", "extra")) == [
        (Act.SIGN_IN_REFUSED, person.pk, {"code": code})
    ]


def test_first_password_still_works_in_its_last_minute(client, db):
    UserFactory(
        staff_number="0500",
        must_change_password=True,
        first_password_expires_at=clock.now() + timedelta(minutes=1),
    )

    sign_in(client, "0500")

    assert signed_in_as(client)


def test_demo_account_signs_in_where_the_demo_is_on(client, db, settings):
    settings.PORTAL_DEMO, settings.DATABASE_URL = True, ""
    UserFactory(staff_number="demo1", is_demo=True)

    sign_in(client, "demo1")

    assert signed_in_as(client)


def test_demo_account_is_refused_beside_a_real_database(client, db, settings):
    settings.PORTAL_DEMO = True
    settings.DATABASE_URL = "postgres://db/portal"
    UserFactory(staff_number="demo1", is_demo=True)

    sign_in(client, "demo1")

    assert signed_in_as(client) is None


def test_session_of_a_demo_account_ends_with_the_demo(client, db, settings):
    settings.PORTAL_DEMO, settings.DATABASE_URL = True, ""
    client.force_login(UserFactory(is_demo=True))
    settings.PORTAL_DEMO = False

    response = client.get(reverse("people:my_data"))

    assert response.url.startswith(reverse("account_login"))


def test_own_device_stays_signed_in(client, wang, settings):
    sign_in(client, "T0087", own_device="on")

    assert client.session["own_device"] is True
    assert client.session.get_expiry_age() == settings.PORTAL_OWN_DEVICE_AGE


def test_borrowed_machine_forgets_with_the_browser(client, wang, settings):
    sign_in(client, "T0087")

    assert client.session["own_device"] is False
    assert client.session.get_expire_at_browser_close()
    assert client.session.get_expiry_age() <= 12 * 3600


def test_language_of_the_person_follows_them(client, wang, settings):
    wang.language = "en"
    wang.save(update_fields=["language"])

    response = sign_in(client, "T0087")

    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_sign_in_failure_and_sign_out_are_written_down(client, wang):
    sign_in(client, "T0087", "wrong")
    sign_in(client, "T0087")
    client.post(reverse("account_logout"))

    acts = AuditEvent.objects.order_by("id").values_list("act", "object_repr", "ip")
    assert list(acts) == [
        (Act.SIGN_IN_FAILED, "T0087", "127.0.0.1"),
        (Act.SIGNED_IN, "王芳 T0087", "127.0.0.1"),
        (Act.SIGNED_OUT, "王芳 T0087", "127.0.0.1"),
    ]


def test_password_is_never_written_down(client, wang):
    sign_in(client, "T0087", "my-secret-words")

    event = AuditEvent.objects.get()
    assert "my-secret-words" not in f"{event.extra}{event.object_repr}{event.path}"


def test_there_is_no_way_to_sign_oneself_up(client, db):
    assert client.get("/accounts/signup/").status_code == 404
    assert client.get("/accounts/password/reset/").status_code == 404
