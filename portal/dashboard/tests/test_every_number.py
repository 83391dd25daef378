"""Every number of the dashboards opens the list behind it, and the list holds the same number.

A number stands inside a link unless the page marks it as something else: a
definition, a moment, the drawing of a chart, a heading or a label of an axis.
"""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from portal.records.decide import accept_record, return_record
from portal.records.indicators import Scope, indicators
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
OVERVIEW = reverse("dashboard:overview")
NOT_FIGURES = {"h1", "h2", "th", "select", "script", "style", "svg", "summary", "figcaption"}
MARKED = {"figure-definition", "figure-as-of", "chart-field", "home-day"}
VOID = {"meta", "link", "input", "img", "br", "hr", "progress", "source", "path", "rect", "circle"}


class Numbers(HTMLParser):
    """Texts with a digit inside <main>, and whether each stands in a link."""

    def __init__(self, page):
        super().__init__()
        self.open, self.linked, self.bare = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            attributes = dict(attrs)
            self.open.append((tag, set((attributes.get("class") or "").split()), attributes))

    def handle_endtag(self, tag):
        while any(name == tag for name, *_rest in self.open):
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data):
        tags = {tag for tag, *_rest in self.open}
        if "main" not in tags or not re.search(r"\d", data):
            return
        opens = [attrs for tag, _css, attrs in self.open if tag in {"a", "form"}]
        links = [attrs.get("href") or attrs.get("action", "") for attrs in opens]
        if links:
            self.linked.append((" ".join(data.split()), links[-1]))
        elif not tags & NOT_FIGURES and not any(css & MARKED for _tag, css, _attrs in self.open):
            self.bare.append(" ".join(data.split()))


def words_of(page):
    """What a reader sees, in one line."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page.text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.fixture(autouse=True)
def school(sixth_week, lin, zhou, qian, tang, file, one_a_week):
    """Two groups and one without; things filed, private, accepted, returned and waiting."""
    UserFactory(staff_number="3001", name="未分组")
    accepted = [file(lin, on=date(2026, 9, day)) for day in (2, 9, 16)]
    for record in accepted:
        accept_record(record, by=zhou)
    return_record(file(lin, on=date(2026, 9, 23)), by=zhou, words="再具体些")
    file(lin, on=date(2026, 9, 23), visibility="private")
    file(qian, on=date(2026, 9, 8))
    file(qian, on=date(2026, 9, 9), is_narrative=True)


@pytest.fixture(params=["wu", "sun"], ids=["office", "principal"])
def reader(client, request):
    client.force_login(request.getfixturevalue(request.param))
    return client


# -- every number ---------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [{}, {"kind": "lesson_reflection"}, {"group": "chinese"}])
def test_every_number_of_the_overview_is_a_link(reader, query, chinese):
    asked = {name: chinese.pk if value == "chinese" else value for name, value in query.items()}

    numbers = Numbers(reader.get(OVERVIEW, asked).text)

    assert len(numbers.linked) > 40
    assert numbers.bare == []


@pytest.mark.parametrize("person", ["wu", "sun", "zhou"])
def test_every_number_of_the_home_page_is_a_link(client, request, person):
    client.force_login(request.getfixturevalue(person))

    numbers = Numbers(client.get("/").text)

    assert len(numbers.linked) > 3
    assert numbers.bare == []


def test_every_link_of_a_number_opens(reader):
    urls = {url for _text, url in Numbers(reader.get(OVERVIEW).text).linked}

    assert {url: reader.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_a_number_outside_a_link_would_be_found():
    assert Numbers("<main><p>12 records</p></main>").bare == ["12 records"]


# -- the same number ------------------------------------------------------------------------------


def figures(page):
    return {str(shown.label): shown for shown in page.context["overview"].figures}


@pytest.mark.parametrize(
    ("label", "value", "found"),
    [
        ("Met of what has fallen due", 16, "5 of 30 (16%)"),
        ("Met of the whole term", 4, "5 of 120 (4%)"),
        ("Each person: nothing behind", "0 of 6", "Each person, nothing behind: 0 of 6."),
        ("Per head: records filed", "0.8", "Per head: 0.8 (5 filed, 6 people who owe)"),
        ("Each group: nobody behind", "0 of 2", "Each group, nobody behind: 0 of 2."),
        ("Median time of review", 0, "Median time of review: 0 working days"),
        ("Waiting for a decision", 3, "3 records"),
    ],
)
def test_a_figure_is_found_in_its_list(reader, label, value, found):
    shown = figures(reader.get(OVERVIEW))[label]

    assert str(shown.value) == str(value)
    assert found in words_of(reader.get(shown.url))


def test_each_requirement_is_found_in_its_matrix(reader):
    (line,) = reader.get(OVERVIEW).context["overview"].requirements

    shown = words_of(reader.get(line.url))

    assert f"{line.done} of {line.owed} (" in shown
    assert f"Each person, nothing behind: {line.each_person}." in shown
    assert f"Per head: {line.per_head} (" in shown
    assert f"Accepted: {line.accepted}." in shown


@pytest.mark.parametrize("query", [{}, {"kind": "lesson_reflection"}])
def test_each_bar_of_what_was_filed_is_found_in_its_list(reader, query):
    bars = [bar for bar in reader.get(OVERVIEW, query).context["filed_bars"] if bar.value]

    counts = [reader.get(bar.url).context["listing"].count.number for bar in bars]

    assert counts == [bar.value for bar in bars]
    assert sum(counts) == 6 - bool(query)


def test_each_cell_of_groups_and_weeks_is_found_in_its_matrix(reader):
    rows = reader.get(OVERVIEW).context["overview"].group_rows

    cells = [cell for row in rows for cell in row.cells if cell.share is not None]

    assert len(rows) == 3
    for cell in cells:
        total = reader.get(cell.url).context["matrix"].total
        assert f"{total.done_now} of {total.owed_now}" == str(cell.note)


def test_each_indicator_is_found_in_its_list(reader, term):
    for indicator in indicators:
        if indicator.drill_down and not indicator.slug.startswith(("toy", "reflections_per")):
            url = indicator.drill_down(term, Scope())
            if "school/filed" in url:
                counted = reader.get(url).context["listing"].count.number
                assert counted == indicator.for_term(term)


def test_reflections_per_head_show_what_was_divided(reader, term):
    page = reader.get(indicators.get("reflections_per_teacher").drill_down(term, Scope()))

    assert re.search(r"5 filed, divided by \d+ teachers in service: 0\.\d per head", words_of(page))


# -- definitions ----------------------------------------------------------------------------------


def test_every_figure_and_chart_says_what_is_counted_and_as_of_when(reader):
    page = reader.get(OVERVIEW)

    charts = page.text.count('<figure class="chart"') + page.text.count('class="table heat"')
    assert page.text.count("figure-block") <= page.text.count("What is counted")
    assert charts == 3
    assert page.text.count('figure-definition">') >= charts + 1
    assert "As of 7 October 2026 10:00" in words_of(page)
