"""Portal and district side by side: the reason of each difference, who acts, what was decided."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.notices.models import Notice
from portal.people.models import AuditEvent
from portal.refusal import Refused
from research.training.ledger import year_of
from research.training.models import HourDecision, Source, Verdict
from research.training.reconcile import Actor, Reason, decide_hours, differences_of
from research.training.same import pair_of
from research.training.tests.factories import ClaimFactory, EntryFactory

pytestmark = pytest.mark.usefixtures("sixth_week")
TITLE, DAY = "区骨干教师研修班", date(2026, 9, 20)


@pytest.fixture
def claimed(lin, wu):
    """8 hours of Lin's, verified by the office."""
    return ClaimFactory(author=lin, accepted=wu)


def theirs(lin, **changes):
    return EntryFactory(person=lin, **{"title": TITLE, "starts_on": DAY, "hours": 8} | changes)


def found(lin):
    differences = differences_of(year_of(lin, 2026), has_sheet=True)
    return [(d.reasons, d.actor) for d in differences]


def test_what_agrees_needs_nobody(lin, claimed):
    theirs(lin)

    assert found(lin) == [((Reason.AGREES,), Actor.NOBODY)]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"hours": 6}, Reason.HOURS),
        ({"starts_on": date(2026, 9, 21)}, Reason.DATE),
        ({"category": "ethics"}, Reason.CATEGORY),
    ],
)
def test_what_differs_is_for_the_office(lin, claimed, changes, reason):
    theirs(lin, **changes)

    assert found(lin) == [((reason,), Actor.OFFICE)]


def test_what_is_only_here_is_for_the_district(lin, claimed):
    assert found(lin) == [((Reason.ONLY_HERE,), Actor.DISTRICT)]


def test_what_is_only_there_is_for_the_teacher(lin):
    theirs(lin)

    assert found(lin) == [((Reason.ONLY_THERE,), Actor.TEACHER)]


def test_what_waits_is_for_the_office_to_verify(lin, wu):
    ClaimFactory(author=lin, submitted=True)

    assert found(lin) == [((Reason.UNVERIFIED,), Actor.VERIFIER)]


def test_one_certificate_twice_in_the_sheet_is_said(lin):
    theirs(lin, certificate_number="JN-20260001")
    theirs(lin, title="骨干研修（补录）", certificate_number="JN20260001")

    [(reasons, actor)] = found(lin)

    assert (Reason.TWICE in reasons, actor) == (True, Actor.OFFICE)


def test_without_a_sheet_nothing_is_only_here(lin, claimed):
    assert differences_of(year_of(lin, 2026), has_sheet=False) == []


def test_the_districts_figure_stands_until_the_office_decides(lin, wu, claimed):
    line = theirs(lin, hours=4)
    assert year_of(lin, 2026).reckoning.counted == 4

    pair = pair_of(line.key, f"claim:{claimed.pk}")
    decide_hours(lin, 2026, pair, verdict=Verdict.SCHOOL, words="以证书为准。", by=wu)

    assert year_of(lin, 2026).reckoning.counted == 8
    assert found(lin) == [((Reason.HOURS,), Actor.NOBODY)]


def test_two_different_things_both_count(lin, wu, claimed):
    line = theirs(lin, hours=4)

    pair = pair_of(line.key, f"claim:{claimed.pk}")
    decide_hours(lin, 2026, pair, verdict=Verdict.DIFFERENT, words="两次不同培训。", by=wu)

    assert year_of(lin, 2026).reckoning.counted == 12


def test_a_decision_is_told_and_audited_and_repeating_it_does_nothing(lin, wu, claimed):
    line = theirs(lin, hours=4)
    pair = pair_of(line.key, f"claim:{claimed.pk}")

    for _time in range(2):
        decide_hours(lin, 2026, pair, verdict=Verdict.DISTRICT, words="以区为准。", by=wu)

    assert Notice.objects.get(type="hours_decided").person == lin
    [event] = AuditEvent.objects.filter(extra__verdict="district")
    assert (event.actor, event.extra["words"]) == (wu, "以区为准。")


def test_a_total_that_differs_is_decided_too(lin, wu, claimed):
    EntryFactory(
        person=lin,
        source=Source.TOTAL,
        key="total:2026",
        title="",
        category="",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 9, 30),
        hours=Decimal(5),
    )
    assert year_of(lin, 2026).reckoning.counted == 5

    decide_hours(
        lin, 2026, pair_of("total:2026", "portal"), verdict=Verdict.SCHOOL, words="漏登。", by=wu
    )

    assert year_of(lin, 2026).reckoning.counted == 8


@pytest.mark.parametrize(
    ("pair", "words", "code"),
    [(("a", "b"), "以区为准。", "nothing_to_decide"), (("a", "b"), " ", "words_required")],
)
def test_a_decision_needs_words_and_two_that_stand(lin, wu, pair, words, code):
    with pytest.raises(Refused) as refusal:
        decide_hours(lin, 2026, pair, verdict=Verdict.DISTRICT, words=words, by=wu)

    assert refusal.value.code == code


def test_the_office_decides_on_the_page_and_takes_it_back(client, lin, wu, claimed):
    line = theirs(lin, hours=4)
    client.force_login(wu)
    page = reverse("training:reconcile")
    assert TITLE in client.get(page).content.decode()
    one, other = pair_of(line.key, f"claim:{claimed.pk}")

    client.post(
        reverse("training:decide", args=[lin.pk]),
        {"year": 2026, "one": one, "other": other, "verdict": "school", "words": "以证书为准。"},
    )
    decision = HourDecision.objects.get()
    assert "以证书为准。" in client.get(page).content.decode()

    client.post(reverse("training:take_back", args=[decision.pk]))

    assert not HourDecision.objects.exists()


def test_the_principal_reads_and_does_not_decide(client, lin, sun, claimed):
    theirs(lin, hours=4)
    client.force_login(sun)

    assert 'name="verdict"' not in client.get(reverse("training:reconcile")).content.decode()
    assert client.post(reverse("training:decide", args=[lin.pk])).status_code == 403
