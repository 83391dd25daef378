"""The pages: what concerns me, one announcement, its readers, the shelf; and who may open them."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from portal import clock
from portal.agenda.sources import event_sources
from portal.announcements.audience import Audience
from portal.announcements.home_cards import to_read
from portal.announcements.keep_file import add_file
from portal.announcements.models import Announcement, Recipient, ShelfDocument
from portal.announcements.read import confirm_announcement, read_announcement
from portal.announcements.tests.factories import draft, sent, withdrawn
from portal.announcements.tests.test_shelf import shelved
from portal.notices.models import Notice
from tests.factories import UserFactory
from tests.files import document, raw
from tests.queries import assert_constant_queries

SOON = date(2026, 10, 16)


def address(name, *args):
    return reverse(f"announcements:{name}", args=args)


def opened(client, person, name, *args, query=""):
    client.force_login(person)
    return client.get(address(name, *args) + query)


def page_of(client, person, name, *args, query=""):
    response = opened(client, person, name, *args, query=query)
    assert response.status_code == 200
    return response.content.decode()


# -- The list -------------------------------------------------------------------------------------


def test_unread_stand_above_the_read(client, wu, lin):
    read = sent(wu, title="已读的一条")
    read_announcement(read, by=lin)
    sent(wu, title="未读的一条")

    response = opened(client, lin, "list")

    assert [line.announcement.title for line in response.context["top"]] == ["未读的一条"]
    assert [line.announcement.title for line in response.context["lines"]] == ["已读的一条"]


def test_what_waits_stands_above_what_is_pinned_and_read(client, wu, lin):
    read_announcement(sent(wu, title="置顶的", is_pinned=True), by=lin)
    read_announcement(sent(wu, title="要确认的", must_confirm=True), by=lin)

    top = opened(client, lin, "list").context["top"]

    assert [line.announcement.title for line in top] == ["要确认的", "置顶的"]


def test_what_concerns_others_or_is_a_draft_is_not_in_the_list(client, wu, lin, qian, maths):
    sent(wu, title="只给数学组", to=Audience(groups=[maths]))
    draft(wu, title="还没写完")

    page = page_of(client, lin, "list", query="?show=all")

    assert "只给数学组" not in page
    assert "还没写完" not in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"教研周安排", "请确认"}),
        ("?show=unread", {"请确认", "过期的"}),
        ("?show=to_confirm", {"请确认"}),
        ("?show=archive", {"过期的", "撤回的"}),
        ("?show=all", {"教研周安排", "请确认", "过期的", "撤回的"}),
        ("?q=教研周", {"教研周安排"}),
        ("?q=带好听课本", {"教研周安排"}),
    ],
)
def test_list_is_narrowed(client, wu, lin, time_machine, query, titles):
    sent(wu, title="过期的", valid_until=date(2026, 10, 8))
    read_announcement(sent(wu, title="教研周安排", body="<p>请带好听课本。</p>"), by=lin)
    sent(wu, title="请确认", must_confirm=True)
    withdrawn(wu, title="撤回的")
    time_machine.move_to("2026-10-09T10:00:00+08:00")

    context = opened(client, lin, "list", query=query).context

    shown = [*context["top"], *context["lines"]]
    assert {line.announcement.title for line in shown} == titles


def test_list_costs_the_same_for_any_length(client, wu, lin):
    client.force_login(lin)

    assert_constant_queries(lambda: client.get(address("list")), grow=lambda: sent(wu), at_most=12)


def test_chinese_list_speaks_chinese(client, wu, lin):
    sent(wu, must_confirm=True)
    client.cookies["django_language"] = "zh-hans"

    page = page_of(client, lin, "list")

    assert "<h1" in page
    assert "请确认" in page
    assert "Please confirm" not in page


# -- One announcement -----------------------------------------------------------------------------


def test_opening_the_page_marks_it_read(client, wu, lin):
    announcement = sent(wu)

    page = page_of(client, lin, "announcement", announcement.pk)

    assert "请各组按时准备" in page
    assert Recipient.objects.get().read_at is not None


def test_confirming_by_the_button(client, wu, lin):
    announcement = sent(wu, must_confirm=True)
    assert "I have read it" in page_of(client, lin, "announcement", announcement.pk)

    client.post(address("confirm", announcement.pk))

    assert Recipient.objects.get().confirmed_at is not None
    assert "You confirmed on" in page_of(client, lin, "announcement", announcement.pk)


def test_withdrawn_one_shows_its_reason_and_no_text(client, wu, lin):
    announcement = withdrawn(wu)

    page = page_of(client, lin, "announcement", announcement.pk)

    assert "时间有误" in page
    assert "请各组按时准备" not in page


@pytest.mark.parametrize(
    ("reader", "status"),
    [("lin", 200), ("zhou", 200), ("wu", 200), ("admin", 200), ("qian", 404), ("sun", 404),
     ("guest", 404)],
)  # fmt: skip
def test_who_may_read_what_went_to_the_group(
    request, client, lin, zhou, wu, qian, sun, guest, admin, chinese, reader, status
):
    announcement = sent(zhou, to=Audience(groups=[chinese]))
    file = add_file(announcement, document(), by=zhou)
    person = request.getfixturevalue(reader)

    assert opened(client, person, "announcement", announcement.pk).status_code == status
    assert opened(client, person, "file", file.uid).status_code == status


def test_guest_reads_what_names_them(client, wu, guest, lin):
    to_guest = sent(wu, to=Audience(people=[guest]))
    sent(wu, title="全体", to=Audience(to_everyone=True), valid_until=SOON)

    page = page_of(client, guest, "list")

    assert to_guest.title in page
    assert "全体" not in page
    assert opened(client, guest, "shelf").status_code == 403


def test_files_of_a_draft_and_of_a_withdrawn_one_stay_with_the_office(client, wu, lin):
    unsent, gone = draft(wu), withdrawn(wu)
    files = [add_file(row, document(), by=wu) for row in (unsent, gone)]

    assert [opened(client, lin, "file", file.uid).status_code for file in files] == [404, 404]
    assert [opened(client, wu, "file", file.uid).status_code for file in files] == [200, 200]


def test_file_is_handed_over_and_never_sniffed(client, wu, lin):
    file = add_file(sent(wu), document("安排.docx"), by=wu)

    response = opened(client, lin, "file", file.uid)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")


def test_page_costs_the_same_with_many_recipients(client, wu, lin):
    announcement = sent(wu, must_confirm=True)
    client.force_login(wu)

    def grow():
        Recipient.objects.create(announcement=announcement, person=UserFactory())

    assert_constant_queries(
        lambda: client.get(address("announcement", announcement.pk)), grow=grow, at_most=14
    )


# -- Writing --------------------------------------------------------------------------------------


def test_office_writes_looks_at_it_and_sends_it(client, wu, lin, zhou, chinese):
    client.force_login(wu)
    typed = {"title": "教研周", "body": "周三下午开始。", "groups": [chinese.pk],
             "roles": ["principal"], "people": "林晓 1001", "valid_until": "2026-10-16",
             "must_confirm": "on",
             "files": [document("安排.docx"), document("议程.docx")]}  # fmt: skip

    response = client.post(address("new"), typed, follow=True)
    announcement = Announcement.objects.get()
    assert "It would go to 2 people." in response.content.decode()
    client.post(address("send", announcement.pk))

    announcement.refresh_from_db()
    assert announcement.is_sent
    assert announcement.body == "<p>周三下午开始。</p>"
    assert set(announcement.recipients.values_list("person", flat=True)) == {lin.pk, zhou.pk}
    assert sorted(announcement.files.values_list("name", flat=True)) == ["安排.docx", "议程.docx"]


def test_refused_file_is_named_and_nothing_is_lost(client, wu, lin):
    client.force_login(wu)
    typed = {"title": "教研周", "body": "周三。", "to_everyone": "on",
             "files": [document("安排.docx"), raw("病毒.docx", b"MZ" + b"\0" * 90)]}  # fmt: skip

    page = client.post(address("new"), typed, follow=True).content.decode()

    announcement = Announcement.objects.get()
    assert "病毒.docx" in page
    assert [file.name for file in announcement.files.all()] == ["安排.docx"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Fill in: Title."),
        ({"to_everyone": ""}, "Say whom it goes to."),
        ({"valid_until": "2026-10-06"}, "This day is over."),
        ({"people": "无此人"}, "Nobody here is called"),
    ],
)
def test_incomplete_draft_is_explained(client, wu, changed, words):
    client.force_login(wu)
    typed = {"title": "教研周", "body": "周三。", "to_everyone": "on"} | changed

    response = client.post(address("new"), typed)

    assert words in response.content.decode()
    assert not Announcement.objects.exists()


def test_leader_is_offered_the_own_group_alone(client, zhou, lin, chinese, maths):
    page = page_of(client, zhou, "new")

    assert "语文教研组" in page
    assert "数学教研组" not in page
    assert "Everyone on the staff" not in page


def test_correction_stands_on_the_announcement(client, wu, lin):
    announcement = sent(wu)
    client.force_login(wu)
    typed = {"version": announcement.version, "title": "改期", "body": "周五。",
             "correction": "时间改为周五", "asks_again": "on"}  # fmt: skip

    client.post(address("correct", announcement.pk), typed)

    assert "时间改为周五" in page_of(client, lin, "announcement", announcement.pk)
    assert Notice.objects.filter(person=lin).count() == 2


def test_older_screen_is_told_so_and_loses_nothing(client, wu, lin):
    announcement = draft(wu)
    client.force_login(wu)
    typed = {"version": 1, "title": "一", "body": "甲。", "to_everyone": "on"}
    client.post(address("edit", announcement.pk), typed)

    response = client.post(address("edit", announcement.pk), typed | {"title": "二"})

    assert response.status_code == 409
    assert 'value="二"' in response.content.decode()
    announcement.refresh_from_db()
    assert announcement.title == "一"


@pytest.mark.parametrize("page", ["edit", "send", "discard", "correct", "withdraw", "readers"])
def test_reader_looks_after_nothing(client, wu, lin, page):
    announcement = sent(wu)

    assert opened(client, lin, page, announcement.pk).status_code == 403


def test_leader_looks_after_the_own_alone(client, wu, zhou, lin, chinese):
    own = sent(zhou, to=Audience(groups=[chinese]), title="我写的")
    offices = sent(wu, title="教研室写的")

    page = page_of(client, zhou, "written")

    assert "我写的" in page
    assert "教研室写的" not in page
    assert opened(client, zhou, "readers", own.pk).status_code == 200
    assert opened(client, zhou, "readers", offices.pk).status_code == 403


def test_list_of_written_costs_the_same(client, wu, lin):
    client.force_login(wu)

    assert_constant_queries(
        lambda: client.get(address("written")), grow=lambda: sent(wu), at_most=12
    )


# -- Readers --------------------------------------------------------------------------------------


@pytest.fixture
def asked(wu, lin, zhou, qian):
    """To confirm; Lin has, Zhou has only read it, Qian neither."""
    announcement = sent(wu, must_confirm=True)
    confirm_announcement(announcement, by=lin)
    read_announcement(announcement, by=zhou)
    return announcement


def test_figures_by_group_add_up_and_open_their_lists(client, wu, asked):
    lines = opened(client, wu, "readers", asked.pk).context["lines"]

    by_name = {line.name: (line.told, line.read, line.confirmed) for line in lines}
    assert by_name == {"语文教研组": (2, 2, 1), "数学教研组": (1, 0, 0), "All": (3, 2, 1)}
    for line in lines:
        for state, url in line.urls.items():
            page = opened(client, wu, "readers", asked.pk, query=url).context["page"]
            assert len(page.rows) == getattr(line, state)


def test_sheet_holds_what_the_page_shows(client, wu, asked):
    response = opened(client, wu, "readers_export", asked.pk, query="?state=unconfirmed")

    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert rows[1] == ("Main group", "Staff number", "Name", "Read on", "Confirmed on")
    assert {row[2] for row in rows[2:]} == {"周静", "钱进"}


def test_reminder_is_previewed_then_sent(client, wu, asked):
    page = page_of(client, wu, "remind", asked.pk, query="?state=unread")
    assert "钱进" in page
    assert "周静" not in page
    assert not Notice.objects.filter(type="announcement_nudge").exists()

    client.post(address("remind", asked.pk) + "?state=unread")

    told = Notice.objects.filter(type="announcement_nudge").values_list("person__name", flat=True)
    assert list(told) == ["钱进"]


def test_page_of_readers_costs_the_same(client, wu, lin):
    announcement = sent(wu)
    client.force_login(wu)

    def grow():
        Recipient.objects.create(announcement=announcement, person=UserFactory())

    assert_constant_queries(
        lambda: client.get(address("readers", announcement.pk)), grow=grow, at_most=12
    )


# -- Home and calendar ----------------------------------------------------------------------------


def test_home_says_what_waits_and_is_silent_otherwise(
    client, wu, lin, django_assert_max_num_queries
):
    to_read(lin, None, clock.now())
    with django_assert_max_num_queries(1):
        assert to_read(lin, None, clock.now()) is None
    announcement = sent(wu, must_confirm=True)

    client.force_login(lin)
    link = f'<a href="{announcement.get_absolute_url()}">'
    assert link in client.get("/").content.decode()

    confirm_announcement(announcement, by=lin)
    assert link not in client.get("/").content.decode()


def test_home_asks_nobody_for_what_is_over(wu, lin, time_machine):
    sent(wu, valid_until=SOON)
    time_machine.move_to("2026-10-17T08:00:00+08:00")

    assert to_read(lin, None, clock.now()) is None


def test_last_day_stands_in_the_calendar_of_recipients(wu, lin, qian, chinese):
    sent(wu, to=Audience(groups=[chinese]), title="交计划", valid_until=SOON)
    first = timezone.make_aware(timezone.datetime(2026, 10, 1))
    last = timezone.make_aware(timezone.datetime(2026, 11, 1))
    source = event_sources.get("announcement")

    [event] = source.for_user(lin, first, last)

    assert (str(event.title), event.all_day) == ("Last day: 交计划", True)
    assert timezone.localdate(event.starts_at) == SOON
    assert list(source.for_user(qian, first, last)) == []
    assert list(source.between(first, last, people=[lin])) == []


# -- The shelf ------------------------------------------------------------------------------------


def test_everybody_on_the_staff_downloads(client, wu, lin):
    form = shelved(wu)
    assert "听课记录表" in page_of(client, lin, "shelf")

    assert opened(client, lin, "shelf_file", form.versions.get().uid).status_code == 200


def test_taken_down_file_is_gone(client, wu, lin):
    form = shelved(wu)
    client.force_login(wu)

    client.post(address("shelf_take_down", form.pk))

    assert opened(client, lin, "shelf").context["categories"] == []
    assert opened(client, lin, "shelf_file", form.versions.get().uid).status_code == 404


def test_office_keeps_the_shelf(client, wu, lin):
    client.force_login(wu)
    first = {"category": "表格", "title": "评课表", "upload": document("评课表.docx"),
             "version_on": "2026-03-01"}  # fmt: skip
    newer = {"upload": document("评课表.docx"), "version_on": "2026-09-01", "remark": "加一栏"}

    client.post(address("shelf_new"), first)
    form = ShelfDocument.objects.get()
    client.post(address("shelf_version", form.pk), newer)
    client.post(address("shelf_edit", form.pk), {"category": "表格", "title": "评课记录表"})

    page = page_of(client, lin, "shelf")
    assert "评课记录表" in page
    assert "version of 1 September 2026" in page
    assert "1 older version" in page


def test_teacher_keeps_no_shelf(client, wu, lin):
    form = shelved(wu)

    assert opened(client, lin, "shelf_new").status_code == 403
    assert opened(client, lin, "shelf_version", form.pk).status_code == 403


def test_shelf_costs_the_same(client, wu, lin):
    client.force_login(lin)
    titles = iter(f"表{n}" for n in range(99))

    assert_constant_queries(
        lambda: client.get(address("shelf")),
        grow=lambda: shelved(wu, title=next(titles)),
        at_most=10,
    )
