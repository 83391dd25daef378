"""The demo school's announcements, one waiting to be confirmed, and papers on the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.announcements.audience import Audience, addressees
from portal.announcements.models import AddressedRole, Announcement, Recipient, Stage
from portal.announcements.shelve import add_version, shelve_document
from portal.demo.scenes import DemoScene, demo_scenes
from portal.demo.school import School
from portal.people.models import User
from portal.records.prose import prose_to_text
from portal.sheets.write import write_workbook
from portal.terms.models import Term


@dataclass(frozen=True)
class Telling:
    """One announcement: `days` before today it was sent, `read` is the share of its readers."""

    title: str
    body: str
    days: int
    by: str = "office"
    group: str = ""
    roles: tuple[str, ...] = ()
    ahead: int | None = None
    read: float = 0.9
    must_confirm: bool = False
    is_pinned: bool = False
    correction: str = ""


TELLINGS = [
    Telling(
        "关于期中教学常规检查的安排",
        "<p>各教研组：</p><p>本学期期中教学常规检查于下周进行，请提前做好以下准备：</p>"
        "<ul><li>备课笔记写到本周，并有课后反思；</li><li>听课记录每人不少于六节；</li>"
        "<li>作业批改样本每班三份，好、中、待提高各一份。</li></ul>"
        "<p>检查结果当天反馈给组长，不排名次。请阅读后确认。</p>",
        days=1, ahead=6, read=0.45, must_confirm=True,
    ),
    Telling(
        "校本研修平台使用说明",
        "<p>课后反思、听课记录、教研活动签到都在本平台完成，不再交纸质材料。"
        "手机上可以把首页添加到桌面。遇到问题请到教研室，或在校内电话 8021 询问。</p>",
        days=40, is_pinned=True, read=0.97,
    ),
    Telling(
        "区“同课异构”展示活动报名",
        "<p>本次活动面向教龄五年以内的教师，语文、数学、英语各报一人。"
        "有意参加的老师请先与组长商量课题，由组长统一报教研室。</p>",
        days=4, ahead=10, read=0.7, correction="报名截止时间延后两天。",
    ),
    Telling(
        "本周集体备课改在阅览室",
        "<p>会议室周三下午有接待，本周集体备课改到图书馆二楼阅览室，时间不变。"
        "请主备人提前十分钟到场试投影。</p>",
        days=2, by="leader", group="语文教研组", read=0.8,
    ),
    Telling(
        "组长例会：下月教研重点",
        "<p>请各组长带上本组的研究小专题和一节准备公开的课例，每人发言不超过五分钟。"
        "会上一起商定下月跨组听课的安排。</p>",
        days=9, roles=("academic_affairs", "principal", "guidance"), read=1.0,
    ),
]  # fmt: skip

SHELF = [
    ("表格", "听课记录表", ["日期", "节次", "班级", "课题", "教学过程", "评价与建议"], True),
    ("表格", "教研活动记录表", ["日期", "地点", "主持人", "发言人", "主要内容", "共识"], False),
    ("制度", "校本研修管理办法（要点）", ["条目", "要求", "负责人"], False),
]  # fmt: skip


def play(rng: Random, school: School, terms: list[Term]) -> None:
    """Five announcements and three papers, in bulk; the same each time."""
    for telling in TELLINGS:
        _send(rng, school, telling)
    for category, title, heads, has_older in SHELF:
        _shelve(school, category, title, heads, has_older=has_older)


def _send(rng: Random, school: School, telling: Telling) -> None:
    author = school.accounts[telling.by]
    sent_at = _moment(school, telling.days)
    announcement = Announcement.objects.create(
        author=author,
        stage=Stage.SENT,
        title=telling.title,
        body=telling.body,
        text=prose_to_text(telling.body),
        to_everyone=not (telling.group or telling.roles),
        valid_until=_ahead(school, telling.ahead),
        must_confirm=telling.must_confirm,
        is_pinned=telling.is_pinned,
        sent_at=sent_at,
        correction=telling.correction,
        corrected_at=sent_at + timedelta(hours=20) if telling.correction else None,
    )
    if telling.group:
        announcement.groups.add(school.groups[telling.group])
    AddressedRole.objects.bulk_create(
        [AddressedRole(announcement=announcement, role=role) for role in telling.roles]
    )
    people = addressees(Audience.of(announcement), school.today) - {author.pk}
    kept_waiting = {school.accounts["teacher"].pk} if telling.must_confirm else set()
    Recipient.objects.bulk_create(
        [
            _recipient(rng, announcement, person, telling, is_waiting=person in kept_waiting)
            for person in sorted(people)
        ]
    )


def _recipient(
    rng: Random, announcement: Announcement, person: int, telling: Telling, *, is_waiting: bool
) -> Recipient:
    assert announcement.sent_at is not None  # noqa: S101 - just set
    roll, minutes = rng.random(), rng.randint(3, 600)
    is_read = roll < telling.read and not is_waiting
    moment = announcement.sent_at + timedelta(minutes=minutes) if is_read else None
    has_confirmed = bool(is_read and telling.must_confirm and roll < telling.read * 0.8)
    return Recipient(
        announcement=announcement,
        person_id=person,
        read_at=moment,
        confirmed_at=moment if has_confirmed else None,
        is_waiting=not (has_confirmed if telling.must_confirm else is_read),
    )


def _moment(school: School, days: int) -> datetime:
    day = school.today - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(9, 20)))


def _ahead(school: School, days: int | None) -> date | None:
    return school.today + timedelta(days=days) if days is not None else None


def _shelve(
    school: School, category: str, title: str, heads: list[str], *, has_older: bool
) -> None:
    office: User = school.accounts["office"]
    first = school.today.replace(month=3, day=1) if school.today.month > 3 else school.today
    document = shelve_document(
        category=category, title=title, upload=_sheet(title, heads), version_on=first, by=office
    )
    if has_older:
        add_version(
            document,
            upload=_sheet(title, [*heads, "课后交流"]),
            version_on=school.today - timedelta(days=30),
            by=office,
            remark="增加“课后交流”一栏",
        )


def _sheet(title: str, heads: list[str]) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{title}.xlsx", write_workbook(title, heads, []))


demo_scenes.register(DemoScene("announcements", play, position=60))
