"""A teacher's claim and the ledger: 待认定 → 已认定, sent back, or not recognised for good."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.notices.models import Notice
from portal.records.decide import accept_in_bulk, accept_record, reopen_decision, undo_batch
from portal.records.submit import recall_record, submit_record
from portal.refusal import Refused
from research.training.follow_claim import reject_claim
from research.training.ledger import year_of
from research.training.models import HourEntry, HourState, TrainingClaim
from research.training.records import claim_standing
from research.training.tests.factories import ClaimFactory, EntryFactory
from tests.files import photo
from tests.forms import fields_of

NEW = "training:training_claim_new"
pytestmark = pytest.mark.usefixtures("sixth_week", "wu")


def states():
    return list(HourEntry.objects.values_list("state", "hours"))


def words_of(claim):
    claim.refresh_from_db()
    standing = claim_standing(claim)
    return standing.label if standing else claim.get_state_display()


def test_a_submitted_claim_waits_in_the_ledger_and_does_not_count(lin):
    ClaimFactory(author=lin, submitted=True)

    assert states() == [("claimed", 8)]
    assert year_of(lin, 2026).reckoning.counted == 0


def test_an_accepted_claim_is_verified_and_counts(lin, wu):
    claim = ClaimFactory(author=lin, accepted=wu)

    assert states() == [("verified", 8)]
    assert words_of(claim) == HourState.VERIFIED.label
    assert year_of(lin, 2026).reckoning.counted == 8


def test_what_was_sent_back_or_recalled_is_in_the_ledger_no_more(lin, wu):
    ClaimFactory(author=lin, returned=wu)
    recalled = ClaimFactory(author=lin, submitted=True)
    recall_record(recalled, by=lin)

    assert states() == []


def test_a_bulk_acceptance_and_its_undoing_move_the_ledger(lin, wu):
    claims = [ClaimFactory(author=lin, submitted=True) for _n in range(2)]

    batch = accept_in_bulk(claims, by=wu)
    assert states() == [("verified", 8)] * 2

    undo_batch(batch, by=wu)
    assert states() == [("claimed", 8)] * 2


def test_a_claim_of_several_days_counts_in_the_year_it_ends(lin, wu):
    ClaimFactory(author=lin, occurred_on=date(2025, 12, 29), ends_on=date(2026, 1, 4), accepted=wu)

    assert HourEntry.objects.get().year == 2026


def test_not_recognised_is_final_and_told_with_words(lin, wu):
    claim = ClaimFactory(author=lin, rejected=wu)

    assert (claim.state, words_of(claim)) == ("returned", HourState.REJECTED.label)
    assert states() == [("rejected", 8)]
    assert year_of(lin, 2026).groups == []
    told = Notice.objects.get(person=lin)
    assert (told.type, told.params["words"]) == ("claim_rejected", "不属于继续教育。")


def test_what_was_not_recognised_cannot_be_handed_in_again(client, lin, wu):
    claim = ClaimFactory(author=lin, rejected=wu)

    with pytest.raises(Refused) as refusal:
        submit_record(claim, by=lin)

    assert refusal.value.code == "rejected"
    client.force_login(lin)
    assert client.get(reverse("training:training_claim_edit", args=[claim.pk])).status_code == 403


def test_reopening_lets_it_wait_again_and_be_verified(lin, wu):
    claim = ClaimFactory(author=lin, rejected=wu)

    reopen_decision(claim, by=wu, reason="补充了区里的通知。")
    assert (words_of(claim), states()) == (HourState.CLAIMED.label, [("claimed", 8)])

    accept_record(claim, by=wu)
    assert states() == [("verified", 8)]


@pytest.mark.parametrize("words", ["", "  "])
def test_rejecting_needs_words(lin, wu, words):
    claim = ClaimFactory(author=lin, submitted=True)

    with pytest.raises(Refused) as refusal:
        reject_claim(claim, by=wu, words=words)

    assert refusal.value.code == "words_required"
    assert not TrainingClaim.objects.filter(is_rejected=True).exists()


def test_a_claim_without_its_certificate_is_not_handed_in(lin):
    claim = ClaimFactory(author=lin, proof=False)

    with pytest.raises(Refused) as refusal:
        submit_record(claim, by=lin)

    assert refusal.value.code == "no_proof"


def test_a_leader_neither_sees_nor_decides(client, lin, zhou):
    claim = ClaimFactory(author=lin, submitted=True)
    client.force_login(zhou)

    assert client.get(claim.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("reader", ["wu", "sun"])
def test_office_and_principal_read_it(client, lin, reader, request):
    claim = ClaimFactory(author=lin, submitted=True)
    client.force_login(request.getfixturevalue(reader))

    assert client.get(claim.get_absolute_url()).status_code == 200


def typed(client, **changes):
    fields = fields_of(client.get(reverse(NEW)), having="title")
    return (
        fields
        | {
            "title": "区班主任工作坊",
            "category": "class_teacher",
            "organiser": "区教师发展中心",
            "hours": "6.5",
            "then": "submit",
        }
        | changes
    )


def test_a_teacher_claims_from_the_form_with_a_photo(client, lin):
    client.force_login(lin)

    response = client.post(reverse(NEW), typed(client) | {"files": photo()})

    claim = TrainingClaim.objects.get()
    assert response["Location"] == claim.get_absolute_url()
    assert (claim.state, claim.hours, claim.visibility) == ("submitted", Decimal("6.5"), "named")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hours": "7.3"}, "hours"),
        ({"hours": "0"}, "hours"),
        ({"hours": "9"}, "hours"),
        ({"ends_on": "2026-10-09"}, "ends_on"),
        ({"occurred_on": "2026-10-06", "ends_on": "2026-10-05"}, "ends_on"),
        ({"certificate_number": "jn 2026-0001"}, "certificate_number"),
    ],
    ids=["no half", "zero", "more than a day", "not over", "backwards", "claimed before"],
)
def test_the_form_says_what_is_wrong(client, lin, wu, changes, field):
    ClaimFactory(author=lin, certificate_number="JN-2026-0001", accepted=wu)
    client.force_login(lin)

    response = client.post(reverse(NEW), typed(client, **changes) | {"files": photo()})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_online_hours_may_be_more_than_eight_a_day(client, lin):
    client.force_login(lin)

    response = client.post(
        reverse(NEW), typed(client, hours="20", mode="online") | {"files": photo()}
    )

    assert response.status_code == 302


def test_the_office_rejects_from_the_page(client, lin, wu):
    claim = ClaimFactory(author=lin, submitted=True)
    client.force_login(wu)
    url = reverse("training:claim_reject", args=[claim.pk])
    assert url in client.get(claim.get_absolute_url()).content.decode()

    client.post(url, {"words": "已超出认定范围。"})

    assert words_of(claim) == HourState.REJECTED.label


def test_who_decides_sees_what_the_district_knows_of_it(client, lin, wu):
    claim = ClaimFactory(author=lin, submitted=True)
    line = EntryFactory(person=lin, title=claim.title, hours=4, starts_on=claim.occurred_on)
    client.force_login(wu)

    page = client.get(claim.get_absolute_url()).content.decode()

    assert reverse("training:hour_entry", args=[line.pk]) in page
