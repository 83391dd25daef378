"""A form that warns of clashes: it asks once, and never forbids."""

import uuid

import pytest
from django import forms
from django.utils.translation import override

from portal.agenda.clashes import Slot
from portal.agenda.forms import ClashWarningMixin
from portal.agenda.tests.conftest import at
from portal.records.forms import RecordForm
from portal.ui.fields import field_html
from portal.ui.forms import PortalForm, complaints_of
from tests.toy.models import ClubSession
from tests.toy.records import CLUB_SESSION

pytestmark = pytest.mark.usefixtures("meetings")


@pytest.fixture
def plan_form(zhou):
    class PlanForm(ClashWarningMixin, PortalForm):
        topic = forms.CharField()
        starts_at = forms.CharField()

        def clash_slots(self):
            if starts := self.cleaned_data.get("starts_at"):
                yield Slot([zhou], at(starts), at("2026-10-07 12:00"))

    return lambda **typed: PlanForm({"topic": "细读", "starts_at": "2026-10-07 10:00"} | typed)


def tick_of(form):
    return {form.keep_field: form.fields[form.keep_field].widget.token}


def test_time_without_clash_asks_nothing(plan_form):
    form = plan_form()

    assert form.is_valid()
    assert form.keep_field not in form.fields


def test_clash_is_shown_and_asks_for_a_tick(plan_form, zhou, meetings):
    meetings.add(zhou)
    form = plan_form()

    with override("en"):
        assert not form.is_valid()
        page = field_html(form[form.keep_field])
    [complaint] = complaints_of(form)
    assert complaint.target == f"id_{form.keep_field}"
    assert "周静: “集体备课”, 7 October, 10:00–11:00." in page
    assert " checked" not in page


def test_ticked_once_the_time_is_kept(plan_form, zhou, meetings):
    meetings.add(zhou)
    form = plan_form(**tick_of_first_answer(plan_form))

    assert form.is_valid()
    assert [clash.person for clash in form.found_clashes] == [zhou]


def tick_of_first_answer(plan_form):
    asked = plan_form()
    asked.is_valid()
    return tick_of(asked)


def test_tick_stays_while_something_else_is_mended(plan_form, zhou, meetings):
    meetings.add(zhou)

    form = plan_form(topic="", **tick_of_first_answer(plan_form))

    assert not form.is_valid()
    assert list(form.errors) == ["topic"]
    assert " checked" in field_html(form[form.keep_field])


def test_tick_for_one_clash_is_none_for_another(plan_form, zhou, meetings):
    meetings.add(zhou)
    ticked = tick_of_first_answer(plan_form)
    meetings.add(zhou, key="meeting:2", title="听课")

    assert not plan_form(**ticked).is_valid()


def test_missing_time_is_its_own_error(plan_form, zhou, meetings):
    meetings.add(zhou)
    form = plan_form(starts_at="")

    assert list(form.errors) == ["starts_at"]


class SessionForm(ClashWarningMixin, RecordForm):
    clash_fields = ("occurred_on",)

    class Meta:
        model = ClubSession
        fields = ("title", "club", "story", "occurred_on", "visibility")

    def clash_slots(self):
        yield Slot([self.user], at("2026-10-07 10:00"), at("2026-10-07 12:00"))


@pytest.fixture
def session_form(zhou, chinese, term, sixth_week, meetings):
    """Zhou's club session in a state, with what is typed over it."""
    meetings.add(zhou)

    def form(state="draft", *, is_handing_in=True, **typed):
        session = ClubSession.objects.create(
            kind=CLUB_SESSION.slug,
            author=zhou,
            group=chinese,
            term=term,
            occurred_on=sixth_week,
            state=state,
            submitted_at=None if state == "draft" else at("2026-10-07 09:00"),
        )
        told = {"title": "折纸", "club": "折纸社", "story": "<p>纸船</p>", "visibility": "group"}
        return SessionForm(
            told | {"occurred_on": "2026-10-07", "version": session.version} | typed,
            instance=session,
            user=zhou,
            kind=CLUB_SESSION,
            draft_uid=uuid.uuid4(),
            is_handing_in=is_handing_in,
        )

    return form


def test_draft_is_kept_without_a_question(session_form):
    assert session_form(is_handing_in=False).is_valid()


def test_draft_is_asked_about_when_it_is_handed_in(session_form):
    assert list(session_form().errors) == [SessionForm.keep_field]


def test_planned_row_is_asked_about_only_when_its_time_changes(session_form):
    assert session_form("submitted", title="折纸之二").is_valid()
    moved = session_form("submitted", occurred_on="2026-10-06")
    assert list(moved.errors) == [SessionForm.keep_field]


def test_long_list_says_how_many_more(plan_form, zhou, meetings):
    for n in range(10):
        meetings.add(zhou, key=f"meeting:{n}")
    form = plan_form()

    with override("en"):
        form.is_valid()

    page = str(form.fields[form.keep_field].help_text)
    assert page.count("<li>") == 9
    assert "2 more." in page
