"""Two recorders at once: each save merges, no word is lost."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from portal.refusal import Refused
from research.activities.merge import merge
from research.activities.models import Activity
from research.activities.set_people import People
from research.activities.tests.factories import MINUTES, ActivityFactory
from research.activities.write_minutes import minutes_of, write_minutes

SENTENCES = st.lists(
    st.text(alphabet="天地玄黄宇宙洪荒", min_size=1, max_size=4).map(lambda words: f"{words}。"),
    max_size=6,
)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ("", "甲说。", "乙说。", "甲说。\n乙说。"),
        ("开场。", "开场。甲说。", "开场。", "开场。甲说。"),
        ("开场。", "开场。", "开场。乙说。", "开场。乙说。"),
        ("一。二。", "零。一。二。", "一。二。三。", "零。一。二。三。"),
        ("甲说", "甲说了一半", "甲说了一半,又说完。", "甲说了一半,又说完。"),
    ],
    ids=["both begin", "only they", "only I", "each at another place", "the same, further on"],
)
def test_what_stands_where(base, theirs, mine, merged):
    assert merge(base, theirs, mine).text == merged


def test_one_sentence_changed_by_two_keeps_both_and_says_so():
    found = merge("用导学单。", "不用导学单。", "慎用导学单。")

    assert ("不用导学单。" in found.text, "慎用导学单。" in found.text) == (True, True)
    assert found.both == (("不用导学单。", "慎用导学单。"),)


@given(base=SENTENCES, theirs=SENTENCES, mine=SENTENCES)
def test_no_sentence_that_anybody_added_is_lost(base, theirs, mine):
    text = merge("".join(base), "".join(theirs), "".join(mine)).text

    added = (set(theirs) | set(mine)) - set(base)
    assert all(sentence in text for sentence in added)


@pytest.mark.django_db
class TestWriting:
    @pytest.fixture(autouse=True)
    def _now(self, sixth_week): ...

    @pytest.fixture
    def activity(self, zhou, lin):
        return ActivityFactory(author=zhou, people=People([zhou], recorders=[lin]), held=True)

    def test_two_begin_from_nothing_and_both_stand(self, activity, zhou, lin):
        write_minutes(activity, base={"process": ""}, mine={"process": "甲说。"}, by=zhou)
        write_minutes(activity, base={"process": ""}, mine={"process": "乙说。"}, by=lin)

        assert minutes_of(Activity.objects.get())["process"] == "甲说。\n乙说。"

    def test_the_plan_form_stays_valid_meanwhile(self, activity, zhou):
        before = Activity.objects.get().version

        write_minutes(activity, base={}, mine={"points": "要点。"}, by=zhou)

        assert Activity.objects.get().version == before

    def test_what_is_written_is_found_by_search(self, activity, zhou):
        write_minutes(activity, base={}, mine={"consensus": "统一预习单格式。"}, by=zhou)

        assert "统一预习单格式" in Activity.objects.get().text

    @pytest.mark.parametrize("name", ["qian", "wu"])
    def test_others_do_not_write(self, request, activity, name):
        with pytest.raises(Refused) as refusal:
            write_minutes(activity, base={}, mine={}, by=request.getfixturevalue(name))

        assert refusal.value.code == "not_author"

    def test_what_was_handed_in_stays(self, zhou, lin):
        submitted = ActivityFactory(author=zhou, submitted=True)

        with pytest.raises(Refused) as refusal:
            write_minutes(submitted, base={}, mine={"process": "改"}, by=zhou)

        assert refusal.value.code == "not_editable"

    def test_a_script_gets_back_what_stands(self, client, activity, zhou, lin):
        url = reverse("activities:minutes", kwargs={"pk": activity.pk})
        write_minutes(activity, base={}, mine={"process": "甲说。"}, by=zhou)
        client.force_login(lin)

        answer = client.post(
            url,
            {"process": "乙说。", "base_process": ""},
            headers={"accept": "application/json"},
        ).json()

        assert answer["texts"]["process"] == "甲说。\n乙说。"
        assert answer["missing"] > 0

    def test_without_a_script_a_conflict_shows_both(self, client, activity, zhou, lin):
        url = reverse("activities:minutes", kwargs={"pk": activity.pk})
        write_minutes(activity, base={}, mine={"process": "用导学单。"}, by=zhou)
        base = {"base_process": "用导学单。"}
        client.force_login(zhou)
        client.post(url, base | {"process": "不用导学单。"})

        page = client.post(url, base | {"process": "慎用导学单。"})

        assert page.status_code == 409
        assert "不用导学单。" in page.content.decode()
        assert "慎用导学单。" in page.content.decode()

    def test_enough_is_written_is_no_longer_missing(self, client, activity, zhou):
        url = reverse("activities:minutes", kwargs={"pk": activity.pk})
        client.force_login(zhou)

        answer = client.post(
            url, {"process": MINUTES}, headers={"accept": "application/json"}
        ).json()

        assert answer["missing"] == 0
