"""The seed makes the same believable school each time, and an honest one."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from portal.demo.school import ACCOUNTS
from portal.people.models import Membership, User
from portal.records.models import Part, Participation, Record, Review

pytestmark = pytest.mark.django_db


def seed(**options):
    out = StringIO()
    call_command("seed", teachers=12, years=1, today=date(2026, 11, 24), stdout=out, **options)
    return out.getvalue()


def test_prints_the_accounts_and_their_password():
    printed = seed()

    assert "mingde-2026-demo" in printed
    assert all(f"  {number} " in printed for number, _name, _shows in ACCOUNTS)


def test_same_numbers_make_the_same_school():
    assert snapshot_of_a_seed() == snapshot_of_a_seed()


def snapshot_of_a_seed():
    """Seeds, looks, and leaves nothing behind."""
    before = transaction.savepoint()
    seed()
    seen = snapshot()
    transaction.savepoint_rollback(before)
    return seen


def snapshot():
    return (
        list(User.objects.order_by("pk").values_list("staff_number", "name")),
        list(Record.objects.order_by("pk").values_list("kind", "title", "occurred_on", "state")),
    )


def test_every_state_is_explained_by_its_reviews():
    seed()

    for record in Record.objects.all():
        last = Review.objects.filter(record=record).last()
        assert record.state == (last.to_state if last else "draft")


def test_every_filed_record_credits_its_author():
    seed()

    filed = Record.objects.exclude(state="draft").values_list("pk", "author_id")
    written = Participation.objects.filter(part=Part.AUTHOR)
    assert set(filed) == set(written.values_list("record_id", "person_id"))


def test_every_research_group_has_one_leader():
    seed()

    leaders = Membership.objects.leading().filter(group__kind="research_group")
    groups = leaders.values_list("group_id", flat=True)
    assert len(groups) == len(set(groups)) > 0


def test_refuses_a_school_that_has_people(lin):
    with pytest.raises(CommandError):
        seed()


def test_leaves_an_existing_school_alone_when_asked(lin):
    seed(if_empty=True)

    assert User.objects.count() == 1
