"""Comments: whoever may read a filed record may speak about it; the author is told."""

import pytest

from portal.records.comment import add_comment, remove_comment
from portal.refusal import Refused
from research.reflections.tests.factories import LessonReflectionFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(lin, zhou):
    return LessonReflectionFactory(author=lin, submitted=True)


def test_a_colleague_of_the_group_comments_and_the_author_is_told(record, lin, chinese):
    peer = UserFactory(name="同组", in_group=chinese)

    comment = add_comment(record, by=peer, body="  这个设问好。 ")

    assert comment.body == "这个设问好。"
    assert [(n.type, n.params["by"]) for n in lin.notices.all()] == [("comment_added", "同组")]


def test_the_author_is_not_told_of_their_own(record, lin):
    add_comment(record, by=lin, body="谢谢。")

    assert not lin.notices.exists()


def test_pressing_twice_makes_one_comment(record, zhou):
    assert add_comment(record, by=zhou, body="好。") == add_comment(record, by=zhou, body="好。")


@pytest.mark.parametrize(
    ("who", "body", "code"),
    [
        ("qian", "好。", "not_visible"),
        ("zhou", "  ", "words_required"),
        ("zhou", "好" * 2001, "too_long"),
    ],
)
def test_what_is_refused(who, body, code, record, request):
    with pytest.raises(Refused) as refusal:
        add_comment(record, by=request.getfixturevalue(who), body=body)

    assert refusal.value.code == code


def test_a_draft_has_no_comments(lin):
    draft = LessonReflectionFactory(author=lin)

    with pytest.raises(Refused) as refusal:
        add_comment(draft, by=lin, body="备忘。")

    assert refusal.value.code == "not_filed"


@pytest.mark.parametrize("who", ["zhou", "wu"], ids=["who wrote it", "the office"])
def test_it_can_be_removed(who, record, lin, zhou, request):
    comment = add_comment(record, by=zhou, body="好。")

    remover = request.getfixturevalue(who)
    first = remove_comment(comment, by=remover)

    assert remove_comment(comment, by=remover).removed_at == first.removed_at is not None
    assert not lin.notices.filter(withdrawn_at__isnull=True).exists()


@pytest.mark.parametrize("who", ["lin", "qian", "sun"])
def test_others_do_not_remove_it(who, record, zhou, request):
    comment = add_comment(record, by=zhou, body="好。")

    with pytest.raises(Refused) as refusal:
        remove_comment(comment, by=request.getfixturevalue(who))

    assert refusal.value.code == "not_yours"
