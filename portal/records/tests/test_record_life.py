"""The life of a record under any order of acts: every state is explained by its Review rows."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from portal.notices.models import Notice
from portal.people.models import Role
from portal.records.decide import (
    accept_in_bulk,
    accept_record,
    reopen_decision,
    return_record,
    undo_batch,
)
from portal.records.models import Record, State
from portal.records.open import mark_opened
from portal.records.submit import recall_record, submit_record, withdraw_record
from portal.refusal import Refused
from research.reflections.tests.factories import LessonReflectionFactory
from tests.factories import GroupFactory, UserFactory

WORDS = st.sampled_from(["", "请补充课例。", "好。"])
#: What each state may follow, whoever acts; anything else would be a hole in the verbs.
LAWFUL = {
    ("draft", "submitted"),
    ("returned", "submitted"),
    ("accepted", "submitted"),
    ("submitted", "accepted"),
    ("submitted", "returned"),
    ("submitted", "draft"),
    ("withdrawn", "draft"),
    ("draft", "withdrawn"),
    ("submitted", "withdrawn"),
    ("returned", "withdrawn"),
}


class RecordLife(RuleBasedStateMachine):
    """Anybody tries anything; what is refused must leave no trace."""

    @initialize()
    def begin(self):
        self.point = transaction.atomic()
        self.point.__enter__()
        group = GroupFactory(name="语文教研组")
        self.lin = UserFactory(name="林晓", in_group=group)
        self.zhou = UserFactory(name="周静", leads=group)
        self.wu = UserFactory(name="吴敏", role=Role.RESEARCH_OFFICE)
        self.people = [self.lin, self.zhou, self.wu]
        self.record = LessonReflectionFactory(author=self.lin)
        self.batches = []

    def teardown(self):
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    def attempt(self, verb, *args, **kwargs):
        before = self.trace()
        try:
            return verb(*args, **kwargs)
        except Refused:
            assert self.trace() == before
            return None

    def trace(self):
        row = Record.objects.values().get(pk=self.record.pk)
        return row, self.record.reviews.count(), Notice.objects.count()

    @rule(who=st.integers(0, 2))
    def submit(self, who):
        self.attempt(submit_record, self.record, by=self.people[who])

    @rule(who=st.integers(0, 2))
    def recall(self, who):
        self.attempt(recall_record, self.record, by=self.people[who])

    @rule(who=st.integers(0, 2))
    def withdraw(self, who):
        self.attempt(withdraw_record, self.record, by=self.people[who])

    @rule()
    def open_it(self):
        mark_opened(self.record, by=self.zhou)

    @rule(who=st.integers(0, 2), words=WORDS)
    def accept(self, who, words):
        self.attempt(accept_record, self.record, by=self.people[who], words=words)

    @rule(who=st.integers(0, 2), words=WORDS)
    def send_back(self, who, words):
        self.attempt(return_record, self.record, by=self.people[who], words=words)

    @rule(who=st.integers(0, 2), words=WORDS)
    def reopen(self, who, words):
        self.attempt(reopen_decision, self.record, by=self.people[who], reason=words)

    @rule(who=st.integers(0, 2))
    def accept_together(self, who):
        batch = self.attempt(accept_in_bulk, [self.record], by=self.people[who])
        if batch:
            self.batches.append(batch)

    @rule(who=st.integers(0, 2), which=st.integers(0, 5))
    def undo(self, who, which):
        if self.batches:
            batch = self.batches[which % len(self.batches)]
            self.attempt(undo_batch, batch, by=self.people[who])

    @rule()
    def edit(self):
        record = Record.objects.get(pk=self.record.pk)
        if record.is_open_for_editing:
            record.version += 1
            record.save(update_fields=["version"])

    @invariant()
    def every_state_is_explained_by_the_reviews(self):
        if not hasattr(self, "record"):
            return
        record = Record.objects.get(pk=self.record.pk)
        states = [State.DRAFT.value]
        for review in record.reviews.order_by("at", "pk"):
            assert review.from_state == states[-1]
            assert (review.from_state, review.to_state) in LAWFUL
            states.append(review.to_state)
        assert record.state == states[-1]

    @invariant()
    def nobody_decided_on_their_own_and_every_return_has_words(self):
        if not hasattr(self, "record"):
            return
        decisions = self.record.reviews.filter(to_state__in=["accepted", "returned"])
        assert not decisions.filter(by=self.lin).exists()
        assert not decisions.filter(to_state="returned", words="").exists()

    @invariant()
    def moments_fit_the_state(self):
        if not hasattr(self, "record"):
            return
        record = Record.objects.get(pk=self.record.pk)
        assert (record.decided_at is not None) == (record.state in {"accepted", "returned"}) or (
            record.state == "withdrawn"
        )
        assert record.submitted_at is not None or record.state in {"draft", "withdrawn"}


@pytest.mark.django_db
def test_every_state_is_explained_by_its_reviews():
    run_state_machine_as_test(
        RecordLife,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
