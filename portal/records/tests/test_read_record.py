"""The page of one record: what it shows to whom, and what it lets them do."""

import pytest
from django.urls import reverse

from portal.records.comment import add_comment, remove_comment
from portal.records.decide import reopen_decision, return_record
from portal.records.models import Record
from research.reflections.tests.factories import (
    EducationNarrativeFactory,
    LessonReflectionFactory,
    PuzzleFactory,
)
from tests.factories import UserFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db


def page(client, person, record):
    client.force_login(person)
    return client.get(record.get_absolute_url())


def text(response):
    return response.content.decode()


def test_it_shows_facts_texts_and_who_reads_it(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, class_name="八(3)", submitted=True)

    shown = text(page(client, lin, record))

    for expected in ("背影", "八(3)", "朗读带动了情感", "语文教研组", "林晓"):
        assert expected in shown


@pytest.mark.parametrize("who", ["qian", "guest", "admin"])
def test_a_stranger_gets_404(who, client, lin, zhou, request):
    record = LessonReflectionFactory(author=lin, submitted=True)

    assert page(client, request.getfixturevalue(who), record).status_code == 404


def test_signed_out_goes_to_sign_in(client, lin):
    record = LessonReflectionFactory(author=lin)

    response = client.get(record.get_absolute_url())

    assert (response.status_code, response.url.startswith(reverse("account_login"))) == (302, True)


def test_a_text_that_came_in_uncleaned_is_cleaned(client, lin):
    record = LessonReflectionFactory(author=lin, worked="<p>好</p><script>alert(1)</script>")

    shown = text(page(client, lin, record))

    assert "<p>好</p>" in shown
    assert "alert(1)" not in shown


def test_opened_by_its_reviewer_it_can_no_longer_be_recalled(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    page(client, zhou, record)

    assert Record.objects.get(pk=record.pk).opened_at is not None
    assert "/recall/" not in text(page(client, lin, record))


@pytest.mark.parametrize("who", ["lin", "wu", "sun", "peer"])
def test_opened_by_others_it_stays_unopened(who, client, lin, zhou, chinese, request):
    record = LessonReflectionFactory(author=lin, submitted=True)
    reader = (
        UserFactory(name="同组", in_group=chinese)
        if who == "peer"
        else request.getfixturevalue(who)
    )

    assert page(client, reader, record).status_code == 200

    assert Record.objects.get(pk=record.pk).opened_at is None


def test_the_reviewers_words_are_not_for_colleagues(client, lin, zhou, chinese):
    record = LessonReflectionFactory(author=lin, submitted=True)
    client.force_login(zhou)
    client.post(f"{record.get_absolute_url()}accept/", {"words": "下次先备学情。"})
    peer = UserFactory(name="同组", in_group=chinese)

    assert "下次先备学情。" in text(page(client, lin, record))
    assert "下次先备学情。" not in text(page(client, peer, record))


def test_why_it_came_back_stands_on_top_of_the_page_and_of_the_form(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    return_record(record, by=zhou, words="请补充一个例子")

    shown = text(page(client, lin, record))
    form = text(client.get(reverse("research:lesson_reflection_edit", args=[record.pk])))

    assert shown.index("请补充一个例子") < shown.index("record-text")
    assert form.index("请补充一个例子") < form.index('class="writing"')


def test_the_kind_leads_back_to_its_list(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    shown = text(page(client, zhou, record)).split("<main")[1]

    assert f'href="{reverse("research:lesson_reflection_list")}"' in shown


def test_the_history_says_what_happened_in_words(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, returned=zhou)
    reopen_decision(record, by=zhou, reason="看错了。")
    client.cookies["django_language"] = "en"

    shown = text(page(client, lin, record))

    for expected in ("林晓 submitted it.", "周静 returned it.", "周静 reopened the decision."):
        assert expected in shown


@pytest.mark.parametrize(
    ("make", "acts"),
    [
        (dict, ["submit", "edit", "withdraw"]),
        (lambda zhou: {"submitted": True}, ["recall", "withdraw"]),
        (lambda zhou: {"returned": zhou}, ["edit", "submit", "withdraw"]),
        (lambda zhou: {"accepted": zhou}, []),
    ],
    ids=["draft", "submitted", "returned", "accepted"],
)
def test_what_the_author_may_do(make, acts, client, lin, zhou):
    traits = {} if make is dict else make(zhou)
    record = LessonReflectionFactory(author=lin, **traits)

    response = page(client, lin, record)

    assert [action.slug for action in response.context["actions"]] == [*acts, "print"]


def test_what_nobody_reviews_can_be_taken_back(client, lin):
    puzzle = PuzzleFactory(author=lin, submitted=True)

    response = page(client, lin, puzzle)

    assert [action.slug for action in response.context["actions"]] == ["recall", "print"]


def test_a_removed_comment_leaves_its_place_but_not_its_words(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    comment = add_comment(record, by=zhou, body="这句写错了。")
    remove_comment(comment, by=zhou)

    response = page(client, lin, record)

    assert f'id="comment-{comment.pk}"' in text(response)
    assert "这句写错了。" not in text(response)


def test_commenting_from_the_page(client, lin, zhou, chinese):
    record = LessonReflectionFactory(author=lin, submitted=True)
    client.force_login(UserFactory(in_group=chinese))

    response = client.post(reverse("records:comment", args=[record.pk]), {"body": "学到了。"})

    comment = record.comments.get()
    assert response.url == f"{record.get_absolute_url()}#comment-{comment.pk}"


def test_an_empty_comment_comes_back_with_a_complaint(client, lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)
    client.force_login(zhou)

    response = client.post(reverse("records:comment", args=[record.pk]), {"body": " "})

    assert response.status_code == 422
    assert not record.comments.exists()


def test_a_stranger_neither_comments_nor_removes(client, lin, zhou, qian):
    record = LessonReflectionFactory(author=lin, submitted=True)
    comment = add_comment(record, by=zhou, body="好。")
    client.force_login(qian)

    added = client.post(reverse("records:comment", args=[record.pk]), {"body": "好。"})
    removed = client.post(reverse("records:remove_comment", args=[comment.pk]))

    assert (added.status_code, removed.status_code) == (404, 404)


def test_a_colleague_does_not_remove_anothers_comment(client, lin, zhou, chinese):
    record = LessonReflectionFactory(author=lin, submitted=True)
    comment = add_comment(record, by=zhou, body="好。")
    client.force_login(UserFactory(in_group=chinese))

    response = client.post(reverse("records:remove_comment", args=[comment.pk]))

    assert response.status_code == 403


@pytest.mark.parametrize("who", ["lin", "zhou", "wu"])
def test_it_costs_the_same_with_any_number_of_comments(who, client, lin, zhou, wu, request):
    record = LessonReflectionFactory(author=lin, submitted=True)
    reader = request.getfixturevalue(who)
    client.force_login(reader)

    def grow():
        EducationNarrativeFactory(author=lin, submitted=True)
        add_comment(record, by=UserFactory(in_group=lin.main_group), body="好。")

    assert_constant_queries(lambda: client.get(record.get_absolute_url()), grow=grow, at_most=12)
