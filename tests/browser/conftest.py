"""A real browser for the flows: Chromium once a session, a fresh window for each person.

`visit(person)` opens a window in which that person is signed in. It fails the
test on any script error or anything the security policy blocked; words in
`expects` name complaints that belong to the story (a lost network).

There is no worker: `work()` is its turn.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from openpyxl import load_workbook

from portal.jobs.run import run_due_jobs

# Playwright's loop runs in this thread, and Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
#: axe leaves this rule of WCAG 2.2 out unless it is asked for.
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


@pytest.fixture(scope="session")
def chromium_browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def turns(live_server) -> Any:
    """Requests take turns, and so does a test that acts while a page asks for news.

    The database in memory is one connection, which all threads share.
    """
    lock = threading.RLock()
    server = live_server.thread.httpd
    app = server.get_app()

    def in_turn(environ: Any, start_response: Any) -> Any:
        with lock:
            return app(environ, start_response)

    server.set_app(in_turn)
    yield lock
    server.set_app(app)


@pytest.fixture
def work(turns) -> Callable[[], None]:
    """A function that does what a worker would: every job that is due."""

    def run() -> None:
        with turns:
            assert run_due_jobs() > 0

    return run


@pytest.fixture
def at_school(term, time_machine):
    """Wednesday of week 6, ten in the morning; the clock goes on."""
    time_machine.move_to("2026-10-07T10:00:00+08:00", tick=True)


@pytest.fixture
def visit(chromium_browser, live_server, turns) -> Iterator[Callable[..., Any]]:
    """A function that opens a window for a person, or signed out for None."""
    contexts, complaints = [], []

    def open_window(
        person: Any = None,
        *,
        viewport: dict[str, int] = PHONE,
        scripts: bool = True,
        expects: tuple[str, ...] = (),
        own_device: bool = False,
    ) -> Any:
        context = chromium_browser.new_context(
            viewport=viewport,
            java_script_enabled=scripts,
            base_url=live_server.url,
            has_touch=viewport is PHONE,
        )
        contexts.append(context)
        cookies = {"django_language": "en"}
        if person is not None:
            cookies[settings.SESSION_COOKIE_NAME] = session_of(person, own_device=own_device)
        context.add_cookies(
            [{"name": k, "value": v, "url": live_server.url} for k, v in cookies.items()]
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(message, expects, complaints))
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


def _note(message: Any, expects: tuple[str, ...], complaints: list[str]) -> None:
    if message.type == "error" and not any(words in message.text for words in expects):
        complaints.append(message.text)


def session_of(person: Any, *, own_device: bool = False) -> str:
    """The key of a session in which the person is signed in."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["own_device"] = own_device
    session.save()
    return session.session_key


def end_all_sessions() -> None:
    """What a long lunch does: everybody is signed out."""
    Session.objects.all().delete()


def sign_in(page: Any, person: Any, password: str = "a-good-passphrase") -> None:
    page.get_by_label("Staff number or phone").fill(person.staff_number)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def choose_in_menu(page: Any, label: str) -> None:
    """Through the navigation: on a phone it is opened by “More” of the bottom bar."""
    if page.viewport_size["width"] < 600:
        daily = page.get_by_role("navigation", name="Daily menu")
        daily.get_by_role("link", name="More").click()
    menu = page.get_by_role("navigation", name="Main menu")
    menu.get_by_role("link", name=label, exact=True).click()


def rows_of(download: Any) -> list[tuple]:
    """The rows of a downloaded sheet."""
    with download.path().open("rb") as file:
        return list(load_workbook(file).active.iter_rows(values_only=True))


def assert_in_order(page: Any, *, scripts: bool = True) -> None:
    """What holds at every stop; axe is a script, so without scripts only the width is looked at."""
    if scripts:
        assert_accessible(page)
    else:
        assert_fits(page)


def assert_accessible(page: Any) -> None:
    """No violation of axe's rules, and nothing that scrolls sideways."""
    page.wait_for_load_state()
    found = Axe().run(page, options=AXE_OPTIONS)
    violations = [
        f"{rule['id']}: {node['html']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
    assert violations == []
    assert_fits(page)


def assert_fits(page: Any) -> None:
    """Nothing scrolls sideways."""
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"the page is {width} pixels wider than its window"
