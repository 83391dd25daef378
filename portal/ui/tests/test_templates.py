"""Every template of the portal parses, names icons that exist, and obeys the security policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateSyntaxError, engines
from django.template.loader import get_template

from portal.ui.icons import icon_svg

OUR_APPS = ("portal", "research", "reading", "projects", "mentoring")
FOLDERS = [
    settings.BASE_DIR / "templates",
    *(path for app in OUR_APPS for path in (settings.BASE_DIR / app).glob("**/templates")),
]
TEMPLATES = [
    (folder, path)
    for folder in FOLDERS
    for path in sorted(folder.rglob("*.html"))
    if path.is_file()
]
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style[\s>]|\sstyle\s*=", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"<[^>]+\s(on[a-z]+|hx-on[^\s=]*)\s*=", re.IGNORECASE)
ICON = re.compile(r'{%\s*icon\s+"([^"]+)"')


def every_template(test):
    return pytest.mark.parametrize(
        "path", [path for _, path in TEMPLATES], ids=[str(p.relative_to(f)) for f, p in TEMPLATES]
    )(test)


def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@every_template
def test_template_parses(path):
    engines["django"].from_string(source(path))


@every_template
def test_template_has_no_inline_script_style_or_handler(path):
    text = source(path)

    assert INLINE_SCRIPT.findall(text) == []
    assert INLINE_STYLE.findall(text) == []
    assert INLINE_HANDLER.findall(text) == []


@every_template
def test_template_loads_nothing_from_another_host(path):
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*', source(path)) == []


@every_template
def test_icons_of_a_template_exist(path):
    assert all(icon_svg(name) for name in ICON.findall(source(path)))


def test_the_walk_finds_the_templates():
    assert {"base.html", "404.html", "card.html"} <= {path.name for _, path in TEMPLATES}


@pytest.mark.parametrize(
    "text",
    ["{% card hedding='x' %}{% endcard %}", "{% figure 1 'x' untit='y' %}", "{% state_badge %}"],
)
def test_a_misspelt_or_missing_argument_fails_when_the_template_is_parsed(text):
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string(text)


@pytest.mark.parametrize(
    "inline",
    ["<script>go()</script>", '<p style="color:red">', '<a onclick="go()">', "<style>p{}</style>"],
)
def test_the_patterns_would_see_what_the_policy_forbids(inline):
    assert (
        INLINE_SCRIPT.search(inline) or INLINE_STYLE.search(inline) or INLINE_HANDLER.search(inline)
    )


@pytest.mark.parametrize("name", ["400", "403", "404", "409", "500"])
def test_an_error_page_needs_neither_request_nor_database(name):
    page = get_template(f"{name}.html").render({})

    assert page.count("<h1>") == 1
    assert 'href="/"' in page
