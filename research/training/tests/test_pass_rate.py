"""The pass rate, its drill-down with the same number, reminders, dues and the rules as data."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.dashboard.cards import home_cards
from portal.deadlines.models import Excuse
from portal.deadlines.sweep import sweep
from portal.notices.models import Notice
from portal.people.models import User
from portal.records.indicators import Scope, indicators
from research.training.ledger import year_of
from research.training.models import HourCycle, HourRules
from research.training.pass_rate import PassRate
from research.training.remind_short import nudges_for, remind_short
from research.training.tests.factories import ClaimFactory, EntryFactory
from tests.forms import fields_of

pytestmark = pytest.mark.usefixtures("sixth_week")


@pytest.fixture
def passed(lin):
    """Lin has her 72 hours, 4 of them of ethics."""
    EntryFactory(person=lin, hours=68)
    EntryFactory(person=lin, hours=4, category="ethics")
    return lin


def test_the_rate_is_of_those_who_owe(passed, zhou, wu):
    Excuse.objects.create(
        person=zhou,
        reason="leave",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 8, 1),
        granted_by=wu,
    )

    rate = PassRate(2026)

    assert ([p.person for p in rate.short], [p.person for p in rate.exempt]) == ([wu], [zhou])
    assert rate.percent == 50


def test_the_forecast_counts_what_waits(zhou, wu):
    ClaimFactory(author=zhou, hours=68, submitted=True)
    ClaimFactory(author=zhou, hours=4, category="ethics", submitted=True)

    assert (
        PassRate(2026, zhou.main_group).passed,
        PassRate(2026, zhou.main_group).forecast_passed,
    ) == (
        0,
        1,
    )


@pytest.mark.parametrize("scoped", [False, True], ids=["school", "group"])
def test_the_list_behind_a_figure_shows_the_same_number(
    client, term, passed, zhou, qian, wu, chinese, scoped
):
    scope = Scope(group=chinese) if scoped else Scope()
    rate = indicators.get("hours_pass_rate")
    short = indicators.get("hours_short")
    client.force_login(wu)

    page = client.get(rate.drill_down(term, scope)).context["rate"]

    assert page.percent == rate.value(term, scope)
    assert len(page.short) == short.value(term, scope)


def test_the_figures_of_one_person(term, passed, zhou):
    def figures(person):
        scope = Scope(person=person)
        names = ("hours_pass_rate", "hours_per_person", "hours_short")
        return [indicators.get(name).value(term, scope) for name in names]

    assert figures(passed) == [100, 72, 0]
    assert figures(zhou) == [0, 0, 1]


def test_those_short_are_reminded_once_a_day(passed, zhou, wu):
    short = PassRate(2026).short

    assert remind_short(short, by=wu) == 2
    assert remind_short(short, by=wu) == 0
    told = Notice.objects.get(person=zhou)
    assert (told.type, told.params["missing"]) == ("hours_nudge", "72")


def test_whoever_is_away_is_not_reminded(zhou, wu):
    User.objects.filter(pk=zhou.pk).update(status="on_leave")

    [nudge] = [n for n in nudges_for(PassRate(2026).short) if n.person == zhou]

    assert not nudge.will_go


def test_the_page_previews_and_reminds(client, passed, zhou, wu):
    client.force_login(wu)
    url = f"{reverse('training:remind')}?year=2026"
    assert zhou.name in client.get(url).content.decode()

    client.post(url)

    assert Notice.objects.filter(type="hours_nudge", person=zhou).exists()


def test_the_sweep_warns_from_the_first_of_october(passed, zhou, time_machine):
    time_machine.move_to("2026-09-29T09:00:00+08:00")
    sweep()
    assert not Notice.objects.filter(key__startswith="due:hours").exists()

    time_machine.move_to("2026-10-01T09:00:00+08:00")
    sweep()

    [told] = Notice.objects.filter(key__startswith="due:hours:2026", person=zhou)
    assert (told.type, told.params["missing"]) == ("due_soon", 72)
    assert not Notice.objects.filter(key__startswith="due:hours", person=passed).exists()


def test_nothing_falls_due_where_the_school_keeps_no_hours(zhou):
    sweep()

    assert not Notice.objects.filter(key__startswith="due:hours").exists()


def test_the_home_page_says_what_is_missing_from_october(client, passed, zhou, time_machine):
    card = home_cards.get("training_hours")
    at = card.context.__globals__["timezone"].now()

    assert card.context(zhou, None, at)["missing"] == "72"
    assert card.context(passed, None, at) is None


def test_rules_are_versions_from_a_year_on(client, wu, lin):
    client.force_login(wu)
    url = f"{reverse('training:rules_edit')}?from=2026"
    fields = fields_of(client.get(url), having="yearly_hours")

    response = client.post(url, fields | {"yearly_hours": "90", "at_most-school_based": "30"})

    assert response.status_code == 302
    assert HourRules.objects.get().categories["school_based"] == {"at_most": "30"}
    assert year_of(lin, 2026).reckoning.owed.hours == 90
    assert year_of(lin, 2025).reckoning.owed.hours == 72


def test_a_category_cannot_ask_for_more_than_it_counts(client, wu):
    client.force_login(wu)
    url = f"{reverse('training:rules_edit')}?from=2026"
    fields = fields_of(client.get(url), having="yearly_hours")

    response = client.post(url, fields | {"at_least-ethics": "8", "at_most-ethics": "4"})

    assert list(response.context["form"].errors) == ["at_most-ethics"]


def test_the_office_sets_when_somebodys_five_years_began(client, wu, lin):
    client.force_login(wu)

    client.post(reverse("training:cycle"), {"person": "1001", "starts_in": "2024"})

    assert HourCycle.objects.get(person=lin).starts_in == 2024
    page = client.get(reverse("training:person", args=[lin.pk])).context["hours"]
    assert page.cycle.first_year == 2024


@pytest.mark.parametrize("kind", ["pdf", "word"])
def test_the_register_is_printed(client, passed, kind):
    client.force_login(passed)

    response = client.get(reverse(f"training:register_{kind}", args=[passed.pk]))

    assert response.status_code == 200
    assert len(response.content) > 2000


def test_the_page_shows_the_sum(client, passed):
    client.force_login(passed)

    page = client.get(reverse("training:mine")).content.decode()

    assert "12 个月 × 72 ÷ 12 = 72 学时" in page
    assert Decimal(72) == year_of(passed, 2026).reckoning.counted


def test_there_is_no_figure_where_the_school_keeps_no_hours(term, zhou):
    names = ("hours_pass_rate", "hours_per_person", "hours_short")

    assert [indicators.get(name).value(term, Scope()) for name in names] == [None, None, None]
