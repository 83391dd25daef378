"""The school's form on paper, the sheet of the list, the calendar; what each reader sees."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from portal.agenda.clashes import clashes
from portal.agenda.sources import event_sources
from portal.documents.word import form_docx
from portal.people.models import User
from research.activities.cancel_activity import cancel_activity
from research.activities.decide_in_group import note_decision
from research.activities.printed import activity_paper
from research.activities.set_agenda import add_item
from research.activities.set_people import People
from research.activities.tests.factories import STARTS, ActivityFactory, make_ready
from research.attendance.ask_leave import ask_leave
from research.reflections.tests.factories import LessonReflectionFactory
from tests.papers import word_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sixth_week")]

END = STARTS + timedelta(minutes=90)


class TestPaper:
    @pytest.fixture
    def activity(self, zhou, lin):
        people = People([zhou], recorders=[lin])
        activity = ActivityFactory(author=zhou, people=people, announced=True)
        ask_leave(activity, lin, reason="外出培训")
        make_ready(activity)
        return activity

    def test_the_form_has_all_that_schools_file(self, activity, lin, zhou):
        note_decision(activity, text="整理预习单", owner=lin, due_on=STARTS.date(), by=zhou)

        with translation.override("zh-hans"):
            text = word_text(form_docx(activity_paper(activity)))

        for words in (
            "教研组活动记录表",
            "时间",
            "2026年10月14日 星期三 14:00–15:30",
            "地点",
            "主持人",
            "中心发言人",
            "记录人",
            "应到 2 人，实到 1 人",
            "缺席及原因",
            "活动主题",
            "活动过程",
            "研讨要点",
            "达成共识",
            "整理预习单（林晓",
            "教研组长签字",
        ):
            assert words in text

    @pytest.mark.parametrize(("name", "sees"), [("zhou", True), ("wu", True), ("qian", False)])
    def test_why_somebody_was_away_is_not_everybodys(self, request, activity, name, sees):
        activity.reader = User.objects.get(pk=request.getfixturevalue(name).pk)

        text = word_text(form_docx(activity_paper(activity)))

        assert ("林晓" in text, "外出培训" in text) == (True, sees)

    def test_other_peoples_titles_are_printed_for_who_may_read_them(self, activity, lin, qian):
        add_item(
            activity, by=activity.author, record=LessonReflectionFactory(author=lin, submitted=1)
        )
        activity.reader = User.objects.get(pk=qian.pk)

        assert "背影" not in word_text(form_docx(activity_paper(activity)))

    def test_it_is_handed_over_as_pdf(self, client, activity, zhou):
        client.force_login(zhou)

        answer = client.get(f"{activity.get_absolute_url()}print/?as=pdf")

        assert answer.content.startswith(b"%PDF")


class TestList:
    def test_mine_is_where_i_am_expected(self, client, lin, zhou, tang):
        ActivityFactory(author=zhou)
        ActivityFactory(author=tang, topic="函数单元")
        client.force_login(lin)

        page = client.get(reverse("activities:activity_list") + "?scope=mine").content.decode()

        assert ("预习单怎样用" in page, "函数单元" in page) == (True, False)

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("state=cancelled", False),
            ("state=planned", True),
            ("time=coming", True),
            ("time=over", False),
            ("activity_kind=lecture", False),
            ("mode=on_site", True),
        ],
    )
    def test_filters(self, client, wu, zhou, asked, found):
        ActivityFactory(author=zhou)
        client.force_login(wu)

        page = client.get(reverse("activities:activity_list") + f"?scope=school&{asked}")

        assert ("预习单怎样用" in page.content.decode()) == found

    def test_the_sheet_holds_what_is_shown(self, client, wu, zhou):
        ActivityFactory(author=zhou)
        client.force_login(wu)

        answer = client.post(reverse("activities:activity_export") + "?scope=school")

        assert answer.headers["Content-Type"].endswith("sheet")

    def test_what_is_for_the_group_stays_in_the_group(self, client, zhou, lin, qian):
        activity = ActivityFactory(author=zhou, visibility="group")
        client.force_login(qian)

        assert client.get(activity.get_absolute_url()).status_code == 404
        page = client.get(reverse("activities:activity_list") + "?scope=school")
        assert "预习单怎样用" not in page.content.decode()
        assert list(seen_by(qian)) == []


def seen_by(user):
    source = event_sources.get("activity")
    return source.for_user(User.objects.get(pk=user.pk), STARTS - timedelta(days=7), END)


class TestCalendar:
    def test_who_is_expected_is_bound(self, zhou, lin, qian):
        ActivityFactory(author=zhou)

        busy = clashes([lin, qian], STARTS + timedelta(minutes=30), END)

        assert [clash.person for clash in busy] == [lin]

    def test_what_begins_as_it_ends_does_not_clash(self, zhou, lin):
        ActivityFactory(author=zhou)

        assert clashes([lin], END, END + timedelta(hours=1)) == []

    def test_who_is_on_leave_and_what_is_cancelled_binds_nobody(self, zhou, lin):
        activity = ActivityFactory(author=zhou, announced=True)
        ask_leave(activity, lin, reason="外出培训")
        assert clashes([lin], STARTS, END) == []

        cancel_activity(activity, reason="停电", by=zhou)
        assert clashes([zhou], STARTS, END) == []

    def test_cancelled_ones_are_shown_as_such(self, zhou, qian):
        cancel_activity(ActivityFactory(author=zhou), reason="停电", by=zhou)

        assert [event.is_cancelled for event in seen_by(qian)] == [True]
