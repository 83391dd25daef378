"""The agenda from the group's work, what colleagues bring, and what the group decides."""

from datetime import date

import pytest
from django.urls import reverse

from portal.deadlines.dues import dues_of
from portal.notices.models import Notice
from portal.refusal import Refused
from research.activities.decide_in_group import finish_decision, note_decision
from research.activities.find_records import records_to_discuss
from research.activities.models import AgendaItem, Decision, Nomination
from research.activities.set_agenda import (
    accept_nomination,
    add_item,
    bring_to_group,
    drop_item,
    shift_item,
)
from research.activities.tests.factories import STARTS, ActivityFactory
from research.reflections.tests.factories import LessonReflectionFactory, PuzzleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sixth_week")]


@pytest.fixture
def activity(zhou, lin):
    return ActivityFactory(author=zhou)


@pytest.fixture
def reflection(lin):
    return LessonReflectionFactory(author=lin, submitted=True)


class TestAgenda:
    def test_a_record_brings_its_author_as_presenter_once(self, activity, reflection, zhou, lin):
        add_item(activity, by=zhou, record=reflection)
        add_item(activity, by=zhou, record=reflection)

        assert AgendaItem.objects.get().presenter == lin

    def test_what_i_may_not_read_is_not_put_on(self, activity, zhou, qian):
        hidden = LessonReflectionFactory(author=qian, submitted=True)

        with pytest.raises(Refused) as refusal:
            add_item(activity, by=zhou, record=hidden)

        assert refusal.value.code == "not_visible"

    def test_order_changes_with_the_neighbour(self, activity, zhou):
        for words in "一二三":
            add_item(activity, by=zhou, words=words)

        shift_item(activity.agenda.last(), up=True, by=zhou)
        shift_item(activity.agenda.first(), up=True, by=zhou)

        assert [item.words for item in activity.agenda.all()] == ["一", "三", "二"]

    def test_found_are_the_groups_shared_records_by_words(self, activity, reflection, zhou, qian):
        LessonReflectionFactory(author=qian, submitted=True)
        LessonReflectionFactory(author=reflection.author, submitted=True, visibility="private")

        def found(words):
            return [record.pk for record in records_to_discuss(activity, zhou, words=words)]

        assert (found(""), found("背影"), found("浮力")) == ([reflection.pk], [reflection.pk], [])

    def test_a_reader_without_the_right_does_not_see_the_title(
        self, client, activity, reflection, zhou, qian
    ):
        add_item(activity, by=zhou, record=reflection)

        client.force_login(qian)
        strange = client.get(activity.get_absolute_url()).content.decode()
        client.force_login(zhou)
        own = client.get(activity.get_absolute_url()).content.decode()

        assert ("背影" in strange, "背影" in own) == (False, True)

    def test_the_record_shows_where_it_was_discussed(self, client, activity, reflection, zhou):
        add_item(activity, by=zhou, record=reflection)
        client.force_login(zhou)

        assert "预习单怎样用" in client.get(reflection.get_absolute_url()).content.decode()

    def test_the_page_adds_in_words_and_from_the_work(self, client, activity, reflection, zhou):
        client.force_login(zhou)
        url = reverse("activities:agenda", kwargs={"pk": activity.pk})

        client.post(url, {"words": "期中命题"})
        client.post(
            reverse("activities:agenda_add", kwargs={"pk": activity.pk}),
            {"record": reflection.pk},
        )

        assert [item.words for item in activity.agenda.all()] == ["期中命题", ""]


class TestBringing:
    def test_its_author_brings_it_and_the_leader_hears(self, activity, reflection, lin, zhou):
        bring_to_group(reflection, group=activity.group, activity=activity, by=lin)
        bring_to_group(reflection, group=activity.group, by=lin, words="问得太碎")

        offer = Nomination.objects.get()
        assert (offer.activity, offer.words) == (None, "问得太碎")
        assert Notice.objects.filter(type="activity_nominated", person=zhou).count() == 1

    def test_the_leader_takes_it_and_its_author_hears(self, activity, lin, zhou):
        puzzle = PuzzleFactory(author=lin, submitted=True)
        offer = bring_to_group(puzzle, group=activity.group, by=lin)

        accept_nomination(offer, activity, by=zhou)

        assert activity.agenda.get().record_id == puzzle.pk
        assert Notice.objects.filter(type="activity_nomination_accepted", person=lin).exists()

    def test_taken_off_again_it_waits_in_the_pool(self, activity, reflection, lin, zhou):
        offer = bring_to_group(reflection, group=activity.group, by=lin)
        item = accept_nomination(offer, activity, by=zhou)

        drop_item(item, by=zhou)

        assert Nomination.objects.get().state == "offered"

    @pytest.mark.parametrize(
        ("who", "code"), [("zhou", "not_author"), ("lin", "not_filed")], ids=["another", "draft"]
    )
    def test_what_is_refused(self, request, activity, lin, who, code):
        draft = LessonReflectionFactory(author=lin)

        with pytest.raises(Refused) as refusal:
            bring_to_group(draft, group=activity.group, by=request.getfixturevalue(who))

        assert refusal.value.code == code

    def test_the_page_offers_coming_activities_and_the_pool(
        self, client, activity, reflection, lin
    ):
        client.force_login(lin)
        url = reverse("activities:bring", kwargs={"pk": reflection.pk})

        page = client.get(url).content.decode()
        client.post(url, {"where": f"a{activity.pk}", "words": "怎样追问"})

        assert "预习单怎样用" in page
        assert Nomination.objects.get().activity == activity

    @pytest.mark.parametrize(("name", "status"), [("zhou", 403), ("qian", 404)])
    def test_who_may_bring(self, client, request, reflection, name, status):
        client.force_login(request.getfixturevalue(name))

        url = reverse("activities:bring", kwargs={"pk": reflection.pk})
        assert client.get(url).status_code == status


class TestDecisions:
    @pytest.fixture
    def decision(self, activity, lin, zhou):
        return note_decision(
            activity, text="整理预习单", owner=lin, due_on=date(2026, 10, 28), by=zhou
        )

    def test_its_owner_hears_and_owes_it(self, decision, lin):
        window = (STARTS, STARTS.replace(day=31))

        assert Notice.objects.filter(type="activity_decision", person=lin).exists()
        assert [due.key for due in dues_of(lin, window)] == [f"decision:{decision.pk}"]

    def test_noted_twice_it_is_one(self, decision, activity, lin, zhou):
        note_decision(activity, text="整理预习单 ", owner=lin, due_on=date(2026, 10, 28), by=zhou)

        assert Decision.objects.count() == 1

    def test_done_with_words_and_the_leader_hears(self, decision, lin, zhou):
        finish_decision(decision, words="已发群里", by=lin)
        finish_decision(decision, words="已发群里", by=lin)

        assert Decision.objects.get().is_done
        assert Notice.objects.filter(type="activity_decision_done", person=zhou).count() == 1

    @pytest.mark.parametrize(
        ("who", "words", "code"),
        [("qian", "好了", "not_owner"), ("lin", " ", "words_required")],
    )
    def test_what_is_refused(self, request, decision, who, words, code):
        with pytest.raises(Refused) as refusal:
            finish_decision(decision, words=words, by=request.getfixturevalue(who))

        assert refusal.value.code == code

    def test_my_list_and_the_act(self, client, decision, lin):
        client.force_login(lin)

        assert "整理预习单" in client.get(reverse("activities:decision_list")).content.decode()
        url = reverse("activities:decision_done", kwargs={"pk": decision.pk})
        client.post(url, {"words": "已发群里"})

        assert Decision.objects.get().done_words == "已发群里"

    def test_a_slip_keeps_what_was_typed(self, client, activity, zhou):
        client.force_login(zhou)
        url = reverse("activities:decision_new", kwargs={"pk": activity.pk})

        page = client.post(url, {"text": "整理预习单", "owner": "无此人", "due_on": "2026-10-28"})

        assert page.status_code == 422
        assert "整理预习单" in page.content.decode()
