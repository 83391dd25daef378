"""Picking one of hundreds: by pinyin, initials, name or number; typed or picked; never too much."""

import pytest
from django import forms
from django.urls import reverse
from django.utils import translation

from portal.people.models import User
from portal.ui.autocomplete import LIST_LENGTH, AutocompleteField
from portal.ui.forms import PortalForm
from tests.factories import UserFactory

CHOICES = "/ui/choices/people/"


class PickForm(PortalForm):
    person = AutocompleteField(source="people", label="Colleague")


@pytest.fixture
def two_of_one_name(chinese):
    return [
        UserFactory(staff_number=number, name="陈静", main_group=chinese)
        for number in ("0087", "0143")
    ]


def offered(client, typed):
    return [c["words"] for c in client.get(CHOICES, {"q": typed}).json()["choices"]]


def picked(words):
    form = PickForm({"person": words})
    form.is_valid()
    return form


@pytest.mark.parametrize("typed", ["陈", "chen", "CJ", "chenjing", "chen ji", "0087"])
def test_a_colleague_is_found_by_name_pinyin_initials_and_number(
    client, lin, two_of_one_name, typed
):
    client.force_login(lin)

    assert "陈静 0087" in offered(client, typed)


def test_the_list_says_the_group_beside_the_name(client, lin, two_of_one_name):
    client.force_login(lin)

    first = client.get(CHOICES, {"q": "陈静"}).json()["choices"][0]

    assert first == {"words": "陈静 0087", "detail": "语文教研组"}


def test_nothing_typed_offers_nothing(client, lin, two_of_one_name):
    client.force_login(lin)

    assert offered(client, " ") == []


def test_the_list_has_an_end(client, lin, chinese):
    for n in range(LIST_LENGTH + 3):
        UserFactory(name="王芳", staff_number=f"9{n:03d}")
    client.force_login(lin)

    assert len(offered(client, "王芳")) == LIST_LENGTH


def test_who_left_is_not_offered(client, lin):
    UserFactory(name="陈静", status=User.Status.LEFT)
    client.force_login(lin)

    assert offered(client, "陈静") == []


def test_strangers_sign_in_first(client, two_of_one_name):
    assert client.get(CHOICES, {"q": "陈"}).status_code == 302


def test_a_guest_sees_no_staff(client, guest, two_of_one_name):
    client.force_login(guest)

    assert client.get(CHOICES, {"q": "陈"}).status_code == 403


def test_an_unknown_source_is_not_found(client, lin):
    client.force_login(lin)

    assert client.get("/ui/choices/secrets/", {"q": "x"}).status_code == 404


@pytest.mark.parametrize("words", ["陈静 0143", "0143"])
def test_finished_words_name_one(two_of_one_name, words):
    assert picked(words).cleaned_data["person"] == two_of_one_name[1]


def test_words_that_fit_one_need_no_number(lin, two_of_one_name):
    assert picked("lin").cleaned_data["person"] == lin


def test_words_that_fit_two_ask_back_and_name_both(two_of_one_name):
    with translation.override("en"):
        (message,) = picked("陈静").errors["person"]

    assert "陈静 0087" in message
    assert "陈静 0143" in message


def test_words_that_fit_nobody_say_so_and_stay_in_the_box(two_of_one_name):
    form = picked("诸葛")

    assert [e.code for e in form.errors.as_data()["person"]] == ["nobody"]
    assert 'value="诸葛"' in str(form["person"])


def test_a_stored_person_stands_in_the_box_in_words(two_of_one_name):
    form = PickForm(initial={"person": two_of_one_name[0].pk})

    assert 'value="陈静 0087"' in str(form["person"])
    assert f'data-picker="{reverse("ui:choices", kwargs={"slug": "people"})}"' in str(
        form["person"]
    )


def test_a_field_may_be_narrowed(two_of_one_name):
    class Narrow(forms.Form):
        person = AutocompleteField(
            source="people", among=lambda: User.objects.filter(staff_number="0087")
        )

    assert Narrow({"person": "陈静"}).is_valid()
    assert not Narrow({"person": "0143"}).is_valid()


def test_the_list_is_one_query_beyond_who_asks(
    client, lin, two_of_one_name, django_assert_max_num_queries
):
    client.force_login(lin)
    offered(client, "陈")

    with django_assert_max_num_queries(5):
        offered(client, "陈")
