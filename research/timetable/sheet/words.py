"""Words of timetables: weekdays, periods, weeks, subjects and their short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.sheets.cells import clean_text
from portal.sheets.header import Field, Vocabulary
from portal.sheets.problems import register_sentences
from portal.sheets.read import CellValue
from research.timetable.models import Weeks

if TYPE_CHECKING:
    from portal.people.models import Subject

_DAYS = {**dict(zip("一二三四五六日", range(1, 8), strict=True)), "天": 7, "七": 7}
_DAYS |= {str(n): n for n in range(1, 8)}
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)\s*([一二三四五六日天七1-7])")
_NUMBERS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_PERIOD = re.compile(r"^(?:第\s*)?([一二三四五六七八九]|\d)\s*(?:节课?|课时)?$")
_PERIOD_BESIDE = re.compile(r"第\s*([一二三四五六七八九]|\d)\s*节|(?<!\d)([1-9])\s*节?$")
#: Several periods in one cell of a list: 1-2, 3、4.
_SPAN = re.compile(r"^(?:第)?(\d)\s*[-~–—至到]\s*(\d)(?:节)?$")

#: In cells that hold no lesson of a class; they are counted and passed over.
NOT_LESSONS = ("教研", "值班", "例会", "会议", "备课", "集备", "值周", "护导", "空堂", "自修")

#: Short forms that are no beginning of the subject's name.
_ALSO = {
    "道德与法治": ("政", "政治", "道法", "思品", "品德", "道德法治"),
    "信息科技": ("信", "信息技术", "信技", "电脑", "微机"),
    "体育": ("体育与健康", "体健"),
    "生物": ("生物学",),
    "英语": ("外语", "外"),
    "心理健康": ("心理", "心"),
    "物理": ("理",),
    "历史": ("史",),
}

FIELDS = (
    Field("number", _("Staff number"), ("工号", "教工号", "职工号", "教师编号", "编号")),
    Field("teacher", _("Teacher"), ("教师", "任课教师", "教师姓名", "姓名", "老师", "任课老师"),
          fills_down=True),
    Field("weekday", _("Weekday"), ("星期", "周几", "星期几", "上课星期"),
          fills_down=True),
    Field("period", _("Period"), ("节次", "节", "第几节", "课节", "上课节次", "节数")),
    Field("class_name", _("Class"), ("班级", "班", "上课班级", "任教班级", "授课班级"),
          fills_down=True),
    Field("subject", pgettext_lazy("of a lesson", "Subject"),
          ("学科", "科目", "课程", "任教学科", "课程名称"), fills_down=True),
    Field("weeks", _("Weeks"), ("单双周", "周别", "单周双周", "周次", "上课周次")),
)  # fmt: skip
VOCABULARY = Vocabulary(
    fields=FIELDS, anchors=("weekday", "period"), counters=("序号", "编号序"), private=("身份证",)
)


def plain(value: CellValue) -> str:
    """The cell's text without any space."""
    return "".join(clean_text(value).split())


def weekday_in(text: str) -> int | None:
    """周一, 星期三, Monday; None where no weekday is named."""
    match = _WEEKDAY.search(text)
    if match:
        return _DAYS[match.group(1)]
    start = text.lower()[:3]
    return _ENGLISH_DAYS.index(start) + 1 if start in _ENGLISH_DAYS else None


def bare_weekday(text: str) -> int | None:
    """A weekday by its number alone, as a list has it: 3, 三."""
    return weekday_in(text) or _DAYS.get(text)


def period_in(text: str) -> int | None:
    """第1节, 1, 第一节, 1节; None for 早读, 晚自习 and whatever is no period."""
    match = _PERIOD.match(text)
    if match is None or match.group(1) == "0":
        return None
    return _number(match.group(1))


def period_beside_weekday(text: str) -> int | None:
    """In one cell with its weekday: 周一第1节, 周一1."""
    match = _PERIOD_BESIDE.search(_WEEKDAY.sub("", text))
    return _number(match.group(1) or match.group(2)) if match else None


def periods_in(text: str) -> list[int]:
    """One period or several: 3, 1-2, 第3、4节."""
    span = _SPAN.match(text)
    if span:
        return list(range(int(span.group(1)), int(span.group(2)) + 1))
    parts = [period_in(part) for part in re.split(r"[、,;/]", text.strip("第节")) if part]
    return [part for part in parts if part is not None] if None not in parts else []


def _number(text: str) -> int:
    return _NUMBERS.get(text) or int(text)


def weeks_in(text: str) -> str | None:
    """单, 双周, 每周, empty; None for what says nothing of the kind."""
    text = text.strip("()（）").lower()
    if text in {"", "每周", "单双周", "单双", "全", "every", "全周"}:
        return Weeks.EVERY
    if text in {"单", "单周", "odd"}:
        return Weeks.ODD
    return Weeks.EVEN if text in {"双", "双周", "even"} else None


class SubjectWords:
    """Every word that means a subject: its name, its beginnings, what else people write."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self.by_word: dict[str, Subject] = {}
        known = list(subjects)
        for subject in known:
            for word in _ALSO.get(subject.name, ()):
                self.by_word.setdefault(word, subject)
        for length in (2, 1):
            self._add_beginnings(known, length)
        self.by_word |= {subject.name: subject for subject in known}
        self.longest_first = sorted(self.by_word, key=len, reverse=True)

    def _add_beginnings(self, subjects: list[Subject], length: int) -> None:
        """语 for 语文, where no other subject begins so."""
        starts = [subject.name[:length] for subject in subjects]
        for subject in subjects:
            start = subject.name[:length]
            if starts.count(start) == 1:
                self.by_word.setdefault(start, subject)

    def get(self, word: str) -> Subject | None:
        return self.by_word.get(word)


register_sentences(
    {
        "slot_weekday": _("“%(value)s” is no weekday; write it as 周三."),
        "slot_period": _("“%(value)s” is no period of the school's day; write 1 to 9."),
        "slot_weeks": _("“%(value)s” is neither 单周 nor 双周."),
        "lesson_no_class": _("“%(value)s” names no class; write it as 七(3)语文."),
        "lesson_two_classes": _("“%(value)s” names two classes for one hour."),
        "lesson_no_subject": _("“%(value)s” names no subject, and the teacher has none."),
        "lesson_subject": _("There is no subject called “%(value)s”."),
        "lesson_no_teacher": _("“%(value)s” names no teacher."),
        "lesson_nobody": _("Nobody here is called “%(value)s”."),
        "lesson_number": _("Nobody here has the staff number %(value)s."),
        "lesson_number_name": _("%(number)s is %(name)s, not “%(value)s”."),
        "lesson_which": _("Which %(value)s is meant?"),
        "lesson_twice": _("The same lesson stands in %(at)s already."),
        "lesson_teacher_busy": _("%(teacher)s would be in two places: see %(at)s, %(class)s."),
        "lesson_class_busy": _("%(class)s would have two lessons: see %(at)s, %(teacher)s."),
        "lesson_class_taken": _(
            "%(class)s has %(subject)s with %(teacher)s then, which this sheet does not have."
        ),
    }
)
