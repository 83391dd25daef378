"""The calendar's page: whose events, which month, and what it costs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from portal.agenda.tests.conftest import at
from portal.deadlines.models import Requirement
from portal.terms.models import CalendarDay
from tests.factories import UserFactory
from tests.queries import assert_constant_queries
from tests.toy.models import ClubSession
from tests.toy.records import CLUB_SESSION

URL = reverse("agenda:calendar")
#: Its sessions and what its teachers owe; no school pays for them.
OF_THE_TOY = 2

pytestmark = pytest.mark.usefixtures("term", "sixth_week")


@pytest.fixture
def page_of(client):
    def text(person, **query):
        client.force_login(person)
        response = client.get(URL, query, headers={"accept-language": "en"})
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return text


def test_shows_what_binds_me(page_of, lin, meetings):
    meetings.add(lin, place="三楼会议室")

    page = page_of(lin)

    assert 'href="/meetings/1/"' in page
    assert "10:00–11:00" in page
    assert "三楼会议室" in page


def test_source_decides_what_a_stranger_sees(page_of, lin, qian, meetings):
    meetings.add(lin)

    assert "集体备课" not in page_of(qian, scope="school")


def test_scopes_widen_from_mine_to_my_groups_to_the_school(page_of, lin, zhou, meetings, chinese):
    meetings.add(lin, title="我的会")
    meetings.add(zhou, key="meeting:2", title="本组的会", group_ids=frozenset({chinese.pk}))
    meetings.add(zhou, key="meeting:3", title="别处的会")
    meetings.open_to.add(lin.pk)

    def seen(scope):
        page = page_of(lin, scope=scope)
        return [title for title in ("我的会", "本组的会", "别处的会") if title in page]

    assert seen("mine") == ["我的会"]
    assert seen("groups") == ["我的会", "本组的会"]
    assert seen("school") == ["我的会", "本组的会", "别处的会"]


def test_groups_that_do_the_same_at_once_are_told_apart(
    page_of, lin, zhou, meetings, chinese, maths
):
    for n, group in enumerate((chinese, maths)):
        meetings.add(zhou, key=f"meeting:{n}", group_ids=frozenset({group.pk}))
    meetings.open_to.add(lin.pk)

    page = page_of(lin, scope="school", view="list")

    assert "语文教研组" in page
    assert "数学教研组" in page
    assert "语文教研组" not in page_of(lin, view="list")


def test_month_holds_its_first_and_last_minute(page_of, lin, meetings):
    for n, (starts, ends) in enumerate(
        [
            ("2026-09-30 23:00", "2026-10-01 00:00"),
            ("2026-10-01 00:00", "2026-10-01 00:30"),
            ("2026-10-31 23:00", "2026-11-01 00:00"),
            ("2026-11-01 00:00", "2026-11-01 01:00"),
        ]
    ):
        meetings.add(lin, key=f"meeting:{n}", url=f"/meetings/{n}/", starts=starts, ends=ends)

    page = page_of(lin, view="list")

    assert [n for n in range(4) if f"/meetings/{n}/" in page] == [1, 2]


def test_event_of_several_days_stands_on_each(page_of, lin, meetings):
    meetings.add(lin, starts="2026-10-30 08:00", ends="2026-11-02 12:00")

    october, november = page_of(lin, view="list"), page_of(lin, view="list", month="2026-11")

    assert october.count('href="/meetings/1/"') == 2
    assert "from 08:00" in october
    assert november.count('href="/meetings/1/"') == 2
    assert "until 12:00" in november


def test_cancelled_event_says_so(page_of, lin, meetings):
    meetings.add(lin, is_cancelled=True)

    assert "Cancelled" in page_of(lin)


def test_kind_narrows_and_stays_in_the_addresses(page_of, lin, meetings):
    meetings.add(lin)

    assert 'href="/meetings/1/"' in page_of(lin, kind="meeting")
    narrowed = page_of(lin, kind="club_session", scope="groups")

    assert 'href="/meetings/1/"' not in narrowed
    assert "?month=2026-11&amp;scope=groups&amp;kind=club_session" in narrowed


def test_routine_stands_only_where_its_kind_is_asked_for(page_of, lin, meetings):
    meetings.add(lin)
    object.__setattr__(meetings.source, "is_routine", True)

    assert 'href="/meetings/1/"' not in page_of(lin)
    assert 'href="/meetings/1/"' in page_of(lin, kind="meeting")


def test_what_i_owe_stands_on_its_day_until_it_is_met(page_of, lin, zhou, chinese, term):
    Requirement.objects.create(
        term=term, kind=CLUB_SESSION.slug, count=1, due_at=at("2026-10-20 18:00")
    )

    assert 'id="day-2026-10-20"' in page_of(lin)
    file_session(lin, chinese, term)
    assert 'id="day-2026-10-20"' not in page_of(lin, kind="due")


def test_what_i_owe_is_on_no_calendar_but_mine(page_of, lin, term):
    Requirement.objects.create(
        term=term, kind=CLUB_SESSION.slug, count=1, due_at=at("2026-10-20 18:00")
    )

    for scope in ("groups", "school"):
        page = page_of(lin, scope=scope)
        assert 'id="day-2026-10-20"' not in page
        assert '<option value="due">' not in page


def file_session(person, group, term, day=date(2026, 10, 7)):
    from portal.records.submit import submit_record

    session = ClubSession.objects.create(
        kind=CLUB_SESSION.slug,
        author=person,
        group=group,
        term=term,
        title="折纸社",
        occurred_on=day,
        club="折纸社",
        story="<p>纸船</p>",
    )
    return submit_record(session, by=person)


def test_weeks_of_the_term_and_named_days_are_marked(page_of, lin):
    CalendarDay.objects.create(date="2026-10-01", kind="holiday", is_working=False, name="国庆节")
    CalendarDay.objects.create(date="2026-10-10", kind="make_up", is_working=True, name="调休")

    page = page_of(lin)

    assert "Week 5" in page
    assert 'class="day day-holiday"' in page
    assert 'class="day day-make_up"' in page
    assert "国庆节" in page


def test_list_says_a_holiday_once(page_of, lin, meetings):
    for n in (1, 2, 3, 5):
        CalendarDay.objects.create(
            date=f"2026-10-0{n}", kind="holiday", is_working=False, name="国庆节"
        )
    meetings.add(lin, starts="2026-10-03 10:00", ends="2026-10-03 11:00")

    page = page_of(lin, view="list")

    assert "1 October to 2 October" in page
    assert page.count("国庆节") == 3


def test_paper_says_whose_calendar_it_is(page_of, lin):
    assert '<p class="agenda-whose">林晓</p>' in page_of(lin)
    assert '<p class="agenda-whose">Whole school</p>' in page_of(lin, scope="school")


def test_page_speaks_the_readers_language(client, lin, meetings):
    meetings.add(lin, is_cancelled=True)
    client.force_login(lin)

    page = client.get(URL, headers={"accept-language": "zh-hans"}).content.decode()

    for words in ("日程", "2026年10月", "10月7日", "已取消", "第6周", "我所在的组"):
        assert words in page
    for words in ("Calendar", "Month", "Week", "Cancelled"):
        assert f">{words}<" not in page


def test_month_leads_back_forth_and_to_today(page_of, lin):
    page = page_of(lin, month="2026-12")

    assert "December 2026" in page
    assert f'href="{URL}?month=2026-11" rel="prev"' in page
    assert f'href="{URL}?month=2027-01" rel="next"' in page
    assert f'href="{URL}#day-2026-10-07"' in page


@pytest.mark.parametrize("month", ["", "2026-13", "never", "0000-01", "9999-12", "1999-12"])
def test_month_that_is_none_is_this_month(page_of, lin, month):
    assert "October 2026" in page_of(lin, month=month)


@pytest.mark.parametrize("month", ["2000-01", "2100-12"])
def test_calendar_has_two_ends(page_of, lin, month):
    assert page_of(lin, month=month).count('rel="') - page_of(lin).count('rel="') == -1


def test_empty_month_says_where_to_look(page_of, lin):
    page = page_of(lin, month="2027-05")

    assert "Nothing in May 2027" in page
    assert "Look at the whole school" in page


def test_busy_day_shows_some_and_counts_the_rest(page_of, lin, meetings):
    for n in range(9):
        meetings.add(lin, key=f"meeting:{n}")

    page = page_of(lin)

    assert "5 more" in page
    assert page.count('class="day-event"') == 5


def test_everyone_on_the_staff_has_it_and_guests_do_not(client, lin, guest):
    client.force_login(lin)
    assert f'href="{URL}"' in client.get("/").content.decode()
    client.force_login(guest)
    assert client.get(URL).status_code == 403
    assert f'href="{URL}"' not in client.get("/").content.decode()


@pytest.mark.parametrize("scope", ["mine", "school"])
def test_costs_the_same_for_any_number_of_events(client, lin, chinese, term, scope):
    Requirement.objects.create(term=term, kind="lesson_reflection", count=2, every_weeks=1)
    days = iter(date(2026, 10, 1) + timedelta(days=n % 30) for n in range(100))

    def grow():
        ClubSession.objects.create(
            kind=CLUB_SESSION.slug,
            author=UserFactory(in_group=chinese),
            group=chinese,
            term=term,
            title="折纸社",
            occurred_on=next(days),
        )

    client.force_login(lin)

    assert_constant_queries(
        lambda: client.get(URL, {"scope": scope}), grow=grow, at_most=24 + OF_THE_TOY
    )
