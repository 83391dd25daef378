"""The words of the district's sheets: columns, categories, levels as districts write them.

Data and not message ids: a sheet speaks the district's language.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.sheets.header import Field, Vocabulary
from research.training.models import Category, Level

FIELDS = (
    Field(
        "staff_number",
        _("Staff number"),
        ("工号", "教工号", "教职工号", "职工号", "人员编号", "Staff number"),
        is_personal=True,
    ),
    Field(
        "name",
        _("Name"),
        ("姓名", "教师姓名", "学员姓名", "教师", "学员", "Name"),
        is_personal=True,
    ),
    Field("year", _("Year"), ("年度", "年份", "学时年度", "Year"), fills_down=True),
    Field(
        "title",
        pgettext_lazy("of a training", "Title"),
        (
            "培训项目",
            "项目名称",
            "培训名称",
            "培训项目名称",
            "课程名称",
            "活动名称",
            "培训内容",
            "项目",
            "Title",
        ),
        fills_down=True,
    ),
    Field(
        "category",
        _("Category"),
        ("类别", "培训类别", "项目类别", "学时类别", "学时类型", "培训类型", "Category"),
        fills_down=True,
    ),
    Field(
        "organiser",
        _("Organiser"),
        ("主办单位", "举办单位", "组织单位", "承办单位", "培训机构", "Organiser"),
        fills_down=True,
    ),
    Field("level", _("Level"), ("级别", "培训级别", "层次", "Level"), fills_down=True),
    Field(
        "starts_on",
        _("First day"),
        ("开始时间", "开始日期", "培训开始时间", "起始时间", "起始日期", "First day"),
        fills_down=True,
    ),
    Field(
        "ends_on",
        _("Last day"),
        ("结束时间", "结束日期", "培训结束时间", "截止时间", "截止日期", "Last day"),
        fills_down=True,
    ),
    Field(
        "days",
        _("From and to"),
        ("起止时间", "起止日期", "培训时间", "培训日期", "时间", "日期", "From and to"),
        fills_down=True,
    ),
    Field(
        "hours",
        pgettext_lazy("amount", "Hours"),
        ("认定学时", "获得学时", "学时", "学时数", "培训学时", "课时", "Hours"),
    ),
    Field(
        "total",
        _("Total of the year"),
        (
            "总学时",
            "合计学时",
            "学时合计",
            "累计学时",
            "年度总学时",
            "年度学时",
            "合计",
            "总计",
            "Total",
        ),
    ),
    Field(
        "certificate",
        _("Certificate number"),
        ("证书编号", "证书号", "证书编码", "结业证书编号", "证书", "Certificate number"),
        is_personal=True,
    ),
)
VOCABULARY = Vocabulary(
    FIELDS,
    anchors=("staff_number", "name"),
    counters=("序号", "编号", "No"),
    private=("身份证", "证件号"),
)
#: Rows that add up others name nobody.
SUMS = {"合计", "小计", "总计", "平均"}

CATEGORY_WORDS = {
    "专家讲座": Category.EXPERT_LECTURE,
    "讲座": Category.EXPERT_LECTURE,
    "区级菜单讲座": Category.DISTRICT_MENU,
    "菜单讲座": Category.DISTRICT_MENU,
    "菜单式培训": Category.DISTRICT_MENU,
    "区级培训": Category.DISTRICT_MENU,
    "网络培训": Category.ONLINE,
    "网络研修": Category.ONLINE,
    "远程培训": Category.ONLINE,
    "线上培训": Category.ONLINE,
    "学历进修": Category.DEGREE,
    "学历提升": Category.DEGREE,
    "班主任培训": Category.CLASS_TEACHER,
    "课堂教学改革培训": Category.CLASSROOM_REFORM,
    "课改培训": Category.CLASSROOM_REFORM,
    "教育技术培训": Category.TECHNOLOGY,
    "信息技术培训": Category.TECHNOLOGY,
    "师德培训": Category.ETHICS,
    "师德师风": Category.ETHICS,
    "校本培训": Category.SCHOOL_BASED,
    "校本研修": Category.SCHOOL_BASED,
    "外出考察": Category.FIELD_TRIP,
    "考察学习": Category.FIELD_TRIP,
}
#: Where the category says nothing, the title may; the first that fits.
CATEGORY_HINTS = (
    ("师德", Category.ETHICS),
    ("班主任", Category.CLASS_TEACHER),
    ("校本", Category.SCHOOL_BASED),
    ("信息技术", Category.TECHNOLOGY),
    ("教育技术", Category.TECHNOLOGY),
    ("网络", Category.ONLINE),
    ("远程", Category.ONLINE),
    ("学历", Category.DEGREE),
    ("考察", Category.FIELD_TRIP),
    ("课改", Category.CLASSROOM_REFORM),
    ("课堂教学改革", Category.CLASSROOM_REFORM),
    ("专家", Category.EXPERT_LECTURE),
)
LEVEL_WORDS = {
    "校": Level.SCHOOL,
    "区": Level.DISTRICT,
    "县": Level.DISTRICT,
    "市": Level.CITY,
    "省": Level.PROVINCE,
    "国": Level.NATION,
}


def label_of(slug: str) -> str:
    return str(next(known.label for known in FIELDS if known.slug == slug))
