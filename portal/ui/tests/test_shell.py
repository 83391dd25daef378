"""What surrounds every page: who sees which entry, the language, the scheme, the policy."""

import re

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse

from portal.ui.checks import check_menu
from portal.ui.menu import MenuEntry, MenuSection, entries_for, entry_at, menu

SIGN_IN = "/accounts/login/"
PAGE = (
    '{% extends "base.html" %}{% block title %}T{% endblock %}{% block heading %}H{% endblock %}'
    "{% block content %}C{% endblock %}"
)


def page_for(user, path="/", **cookies):
    request = RequestFactory().get(path)
    request.user = user
    request.session = {}
    request.COOKIES.update(cookies)
    return engines["django"].from_string(PAGE).render({}, request)


@pytest.fixture
def entry():
    """An entry for the research office alone, that leads to a page everybody knows."""
    made = menu.register(
        MenuEntry(
            slug="only_office",
            label="Only the office",
            url_name="account_change_password",
            icon="key-round",
            permission="people.staff.import",
            section=MenuSection.OFFICE,
            on_phone=True,
        )
    )
    yield made
    menu.unregister("only_office")


def test_the_office_sees_its_entry_and_a_teacher_does_not(entry, wu, lin):
    assert entry in entries_for(wu)
    assert entry not in entries_for(lin)
    assert "Only the office" in page_for(wu)
    assert "Only the office" not in page_for(lin)


def test_entries_stand_in_the_order_of_their_sections(wu):
    order = list(MenuSection)
    places = [order.index(e.section) for e in entries_for(wu)]

    assert places == sorted(places)


def test_the_bottom_bar_holds_four_entries_and_the_way_to_all(wu):
    bar = page_for(wu).split('class="bottom-bar"')[1]

    assert 1 <= bar.count("<li>") <= 5
    assert 'href="#menu"' in bar


def test_the_current_entry_is_the_one_with_the_longest_address_above_the_page(entry, wu):
    entries = entries_for(wu)

    assert entry_at(entry.url + "more/", entries) is entry
    assert entry_at("/nowhere/", [e for e in entries if e.url != "/"]) is None
    assert f'href="{entry.url}" aria-current="page"' in page_for(wu, entry.url)


def test_anothers_archive_and_tasks_do_not_stand_under_ones_own(wu, lin):
    entries = entries_for(wu)

    archive, tasks = entry_at(f"/archive/{lin.pk}/", entries), entry_at("/owed/people/7/", entries)

    assert (archive.slug, tasks.slug) == ("archives", "matrix")
    assert entry_at("/archive/", entries).slug == "my_archive"


def test_every_entry_leads_somewhere_for_someone_under_an_icon():
    assert check_menu(None) == []


def test_an_entry_that_leads_nowhere_is_found_at_start(entry):
    object.__setattr__(entry, "url_name", "no:such_page")
    object.__setattr__(entry, "icon", "no-such-icon")
    object.__setattr__(entry, "permission", "no.such.right")

    assert {message.id for message in check_menu(None)} == {"ui.E001", "ui.E002", "ui.E003"}


def test_a_page_has_one_heading_a_title_a_language_and_a_way_past_the_menu(lin):
    page = page_for(lin)

    assert re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", page) == ["H"]
    assert "<title>T · " in page
    assert 'lang="zh-Hans"' in page
    assert '<a class="skip-link" href="#main">' in page
    assert 'id="main"' in page


@pytest.mark.parametrize(
    ("cookie", "scheme"), [("dark", "dark"), ("light", "light"), ("neon", "auto"), ("", "auto")]
)
def test_the_scheme_is_the_one_chosen_on_this_device(lin, cookie, scheme):
    assert f'data-bs-theme="{scheme}"' in page_for(lin, theme=cookie)


def test_choosing_a_scheme_keeps_it_and_leads_back(client):
    answer = client.post(reverse("ui:set_theme"), {"theme": "dark", "next": SIGN_IN})

    assert answer.cookies["theme"].value == "dark"
    assert answer["Location"] == SIGN_IN


def test_an_unknown_scheme_changes_nothing(client):
    assert "theme" not in client.post(reverse("ui:set_theme"), {"theme": "neon"}).cookies


@pytest.mark.parametrize("way", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_the_way_back_never_leaves_the_portal(client, way):
    answer = client.post(reverse("ui:set_language"), {"language": "en", "next": way})

    assert answer["Location"] == "/"


def test_choosing_a_language_speaks_it_at_once_and_on_other_devices(client, lin):
    client.force_login(lin)

    client.post(reverse("ui:set_language"), {"language": "en"})
    lin.refresh_from_db()

    assert lin.language == "en"
    assert client.cookies["django_language"].value == "en"


def test_an_unknown_language_changes_nothing(client, lin):
    client.force_login(lin)

    client.post(reverse("ui:set_language"), {"language": "tlh"})
    lin.refresh_from_db()

    assert lin.language == ""


def test_a_persons_language_comes_before_the_browsers(client, lin):
    lin.language = "en"
    lin.save(update_fields=["language"])
    client.force_login(lin)

    page = client.get(reverse("usersessions_list"), headers={"accept-language": "zh-CN"})

    assert '<html lang="en"' in page.content.decode()


@pytest.mark.parametrize("name", ["set_language", "set_theme"])
def test_choices_change_nothing_by_get(client, name):
    assert client.get(reverse(f"ui:{name}")).status_code == 405


def test_the_policy_forbids_what_is_written_into_the_page(client, db):
    policy = client.get(SIGN_IN)["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "*" not in policy


def test_a_page_that_is_not_there_says_so_in_the_readers_language(client, db):
    page = client.get("/no/such/page/", headers={"accept-language": "zh-CN"})

    assert page.status_code == 404
    assert "没有找到这个页面" in page.content.decode()
