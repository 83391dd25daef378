"""How schools name the columns of a plan of activities, and the words in its cells."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.sheets.header import Field, Vocabulary
from portal.sheets.problems import register_sentences
from research.activities.models import ActivityKind
from research.attendance.models import Mode

FIELDS = (
    Field(
        "group",
        _("Group"),
        ("教研组", "备课组", "组别", "所在组", "组名", "教研组备课组", "部门", "协作区", "Group"),
        fills_down=True,
    ),
    Field(
        "day",
        _("Date"),
        ("活动日期", "日期", "活动时间", "时间", "日期时间", "活动日期时间", "Date"),
        fills_down=True,
    ),
    Field(
        "week",
        pgettext_lazy("of a term", "Week"),
        ("周次", "周", "教学周", "Week"),
        fills_down=True,
    ),
    Field(
        "hours",
        _("Time"),
        ("时间段", "起止时间", "具体时间", "时段", "节次", "开始时间", "Time"),
        fills_down=True,
    ),
    Field("ends", _("Ends"), ("结束时间", "Ends")),
    Field(
        "topic",
        pgettext_lazy("of an activity", "Topic"),
        ("活动主题", "研讨主题", "主题", "活动内容", "研修主题", "内容", "课题", "Topic"),
    ),
    Field(
        "activity_kind",
        pgettext_lazy("of an activity", "Kind"),
        ("活动类型", "类型", "活动类别", "类别", "活动形式", "Kind"),
    ),
    Field("mode", _("Mode"), ("活动方式", "方式", "线上线下", "形式", "Mode")),
    Field("place", _("Place"), ("活动地点", "地点", "场所", "Place"), fills_down=True),
    Field("chair", _("Chair"), ("主持人", "主持", "负责人", "组织者", "召集人", "Chair")),
    Field(
        "lead_speakers",
        _("Lead speakers"),
        (
            "中心发言人",
            "主讲人",
            "主备人",
            "主发言人",
            "中心发言",
            "发言人",
            "主讲",
            "Lead speakers",
        ),
    ),
    Field("recorders", _("Recorders"), ("记录人", "记录员", "记录", "Recorders")),
)

VOCABULARY = Vocabulary(
    fields=FIELDS,
    anchors=("topic", "day"),
    counters=("序号", "序", "次数", "次", "编号", "No."),
    private=("身份证", "证件号"),
)
LABELS = {field.slug: field.label for field in FIELDS}

#: Words of the kind, the longest first where one holds another.
KIND_WORDS = {
    "集体备课": ActivityKind.COLLECTIVE_PREP,
    "备课": ActivityKind.COLLECTIVE_PREP,
    "课例": ActivityKind.LESSON_STUDY,
    "公开课": ActivityKind.LESSON_STUDY,
    "评课": ActivityKind.LESSON_STUDY,
    "磨课": ActivityKind.LESSON_STUDY,
    "讲座": ActivityKind.LECTURE,
    "报告": ActivityKind.LECTURE,
    "理论": ActivityKind.THEORY,
    "学习": ActivityKind.THEORY,
    "主题": ActivityKind.THEME,
    "研讨": ActivityKind.THEME,
    "沙龙": ActivityKind.THEME,
    "交流": ActivityKind.THEME,
}
MODE_WORDS = {
    "混合": Mode.HYBRID,
    "线上线下": Mode.HYBRID,
    "线上": Mode.ONLINE,
    "网络": Mode.ONLINE,
    "腾讯会议": Mode.ONLINE,
    "钉钉": Mode.ONLINE,
    "现场": Mode.ON_SITE,
    "线下": Mode.ON_SITE,
    "集中": Mode.ON_SITE,
}

register_sentences(
    {
        "plan_no_topic": _("The topic is missing."),
        "plan_no_day": _("The date is missing."),
        "plan_day": _("“%(value)s” is no day the portal can read; write it as 2026-09-16."),
        "plan_hours": _("“%(value)s” is no time the portal can read; write it as 14:00-15:30."),
        "plan_outside": _("%(value)s lies outside the term."),
        "plan_no_group": _("The group is missing."),
        "plan_group": _("There is no group called “%(value)s” for which you plan."),
        "plan_nobody": _("Nobody here is called “%(value)s”."),
        "plan_several": _("“%(value)s” fits more than one: %(choices)s. Add the staff number."),
        "plan_recorders": _("At most two people record."),
        "plan_held": _("It has been held already; what was held is not changed by a sheet."),
        "plan_cancelled": _("It was cancelled; plan it anew under another date."),
        "plan_twice": _("The same group meets twice at that hour: see row %(row)s."),
        "plan_link": _("An online activity needs the link of its meeting; plan it by hand."),
    }
)
