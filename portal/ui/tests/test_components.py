"""What the components say and how: words, links, escaping, and figures that are not there."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation

from portal.ui import charts
from portal.ui.actions import Action
from portal.ui.dates import school_date, school_datetime, week_label
from portal.ui.icons import IconDoesNotExist, icon_svg
from portal.ui.parts import action_button, person_chip, progress, state_badge


def render(text, **context):
    return engines["django"].from_string(text).render(context)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_an_icon_is_hidden_from_screen_readers_and_bears_no_namespace():
    svg = icon_svg("bell", 16)

    assert svg.startswith('<svg class="icon" width="16" height="16"')
    assert 'aria-hidden="true"' in svg
    assert "ns0" not in svg
    assert "xmlns" not in svg


def test_an_unknown_icon_is_an_error():
    with pytest.raises(IconDoesNotExist):
        icon_svg("no-such-icon")


def test_a_card_keeps_its_heading_and_escapes_it():
    page = render("{% card heading=words %}<p>in</p>{% endcard %}", words="<b>1 & 2</b>")

    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt;" in page
    assert "<p>in</p>" in page


def test_an_alert_of_an_error_message_has_the_danger_tone():
    assert "alert-danger" in render("{% alert 'error' %}x{% endalert %}")


@pytest.mark.parametrize(
    ("state", "words"), [("draft", "Draft"), ("submitted", "Submitted"), ("accepted", "Accepted")]
)
def test_a_state_is_said_in_words(state, words):
    assert words in state_badge(state)


def test_every_state_of_a_record_has_a_badge():
    from portal.records.models import State

    assert all(str(state.label) in state_badge(state) for state in State)


def test_two_people_of_one_name_are_told_apart():
    first = person_chip(SimpleNamespace(name="陈静", staff_number="0087"))
    second = person_chip(SimpleNamespace(name="陈静", staff_number="0143"))

    assert first != second


def test_a_name_is_escaped():
    assert "<b>" not in person_chip(SimpleNamespace(name="<b>", staff_number="1"))


def test_progress_over_the_total_is_full_and_says_the_figures():
    bar = progress(7, 5, "Reflections")

    assert 'value="5" max="5"' in bar
    assert "7 / 5" in bar


def test_progress_of_nothing_owed_is_full():
    assert 'value="1" max="1"' in progress(0, 0, "Reflections")


def test_an_action_by_get_is_a_link():
    button = action_button(Action("edit", "Edit", "/1/edit/", method="get"), None)

    assert button == '<a class="btn btn-outline" href="/1/edit/">Edit</a>'


def test_an_action_by_post_carries_the_token_and_its_question():
    button = action_button(
        Action("withdraw", "Withdraw", "/1/", tone="danger", confirm='Sure "?'), "abc"
    )

    assert 'data-confirm="Sure &quot;?"' in button
    assert 'name="csrfmiddlewaretoken" value="abc"' in button


def test_a_figure_without_value_is_not_zero():
    page = render("{% figure None 'Lessons observed' url='/x/' %}")

    assert "No figure" in page
    assert "/x/" not in page


def test_a_figure_opens_its_list_and_says_its_definition_and_moment():
    page = render(
        "{% figure 0 'Owed' definition='All of them.' url='/x/' as_of=moment %}",
        moment=datetime(2026, 10, 7, 2, 5, tzinfo=UTC),
    )

    assert 'href="/x/"' in page
    assert "All of them." in page
    assert "As of 7 October 2026 10:05" in page


def test_an_empty_state_says_what_to_do_next():
    page = render("{% empty_state heading='None yet' action_url='/new/' action_label='Write' %}")

    assert 'href="/new/"' in page


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "2026年9月1日"), ("en", "1 September 2026")]
)
def test_a_day_is_written_as_people_write_it(language, words):
    with translation.override(language):
        assert school_date(date(2026, 9, 1)) == words


def test_a_moment_is_taken_at_school():
    late = datetime(2026, 9, 1, 16, 30, tzinfo=UTC)

    assert school_date(late) == "2 September 2026"
    assert school_datetime(late) == "2 September 2026 00:30"


@pytest.mark.parametrize(("week", "words"), [(6, "Week 6"), (0, "Before the term"), (None, "")])
def test_a_week_has_its_number(week, words):
    assert week_label(week) == words


def test_bars_are_drawn_to_scale_and_a_missing_figure_is_a_gap():
    page = render(
        "{% bar_chart bars 'By week' %}",
        bars=[charts.Bar("1", 20), charts.Bar("2", 10, url="/w2/"), charts.Bar("3", None)],
    )

    assert page.count("<rect") == 2
    assert 'height="50"' in page
    assert '<a href="/w2/">10</a>' in page


def test_grouped_bars_say_their_numbers_beside_them():
    page = render(
        "{% grouped_bars groups series 'By group' %}",
        groups=[charts.BarGroup("Maths", [1234, 617], ["/a/", ""])],
        series=["Owed", "Accepted"],
    )

    assert '<a href="/a/">1,234</a>' in page
    assert 'class="series-2" x="0" y="11" width="50"' in page


@pytest.mark.parametrize(
    ("share", "step"),
    [(None, "none"), (0, "0"), (0.25, "1"), (0.5, "2"), (0.99, "3"), (1, "4"), (1.5, "4")],
)
def test_heat_steps_begin_at_their_share(share, step):
    assert charts.HeatCell(share, "x").step == step


def test_a_heat_table_keeps_words_in_its_cells_and_escapes_them():
    page = render(
        "{% heat_table rows columns 'Who' %}",
        rows=[charts.HeatRow("<i>", [charts.HeatCell(0.5, "1/2", "/x/", '"note"')])],
        columns=["Narrative"],
    )

    assert "&lt;i&gt;" in page
    assert 'title="&quot;note&quot;"' in page
    assert '<a href="/x/">1/2</a>' in page
