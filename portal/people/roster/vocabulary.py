"""The words of a roster: its columns, titles and honours as schools write them.

A roster speaks the school's language whatever language the page is read in,
so these words are data and not message ids. Rule: domain guide §2.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.people.models import HonourLevel, HonourName, Title, User
from portal.sheets.header import Field, Vocabulary

FIELDS = (
    Field(
        "staff_number",
        _("Staff number"),
        ("工号", "教工号", "教职工号", "职工号", "人员编号", "编号", "Staff number"),
        is_personal=True,
    ),
    Field("name", _("Name"), ("姓名", "教师姓名", "名字", "教师", "Name"), is_personal=True),
    Field("gender", _("Gender"), ("性别", "Gender")),
    Field(
        "birth_month",
        _("Birth month"),
        ("出生年月", "出生日期", "出生年月日", "Birth month"),
        is_personal=True,
    ),
    Field(
        "phone",
        _("Phone"),
        ("手机号码", "手机号", "手机", "联系电话", "电话", "联系方式", "Phone"),
        is_personal=True,
    ),
    Field(
        "email",
        _("Mail"),
        ("邮箱", "电子邮箱", "E-mail", "电子邮件", "邮件", "Mail"),
        is_personal=True,
    ),
    Field(
        "subject",
        _("Subject"),
        ("任教学科", "学科", "任教科目", "科目", "Subject"),
        fills_down=True,
    ),
    Field(
        "grade_classes",
        _("Grades and classes taught"),
        ("任教年级班级", "任教班级", "任教年级", "任课班级", "Grades and classes taught"),
        fills_down=True,
    ),
    Field(
        "main_group",
        _("Teaching-research group"),
        ("教研组", "所在教研组", "组别", "部门", "Teaching-research group"),
        fills_down=True,
    ),
    Field(
        "prep_groups",
        _("Lesson-preparation group"),
        ("备课组", "所在备课组", "Lesson-preparation group"),
        fills_down=True,
    ),
    Field("posts", _("Post"), ("职务", "行政职务", "岗位", "Post")),
    Field(
        "title",
        _("Professional title"),
        ("职称", "专业技术职称", "专业技术职务", "现任职称", "技术职称", "Professional title"),
    ),
    Field("honours", _("Honour"), ("荣誉称号", "骨干称号", "荣誉", "称号", "Honour")),
    Field(
        "taught_since",
        _("Teaching since"),
        (
            "参加工作年月",
            "参加工作时间",
            "工作时间",
            "从教时间",
            "任教时间",
            "参加工作日期",
            "Teaching since",
        ),
    ),
    Field(
        "joined_on",
        _("Joined the school on"),
        ("进校日期", "进校时间", "入职时间", "来校时间", "调入时间", "Joined the school on"),
    ),
    Field(
        "class_teacher_of",
        _("Class teacher of"),
        ("班主任", "担任班主任班级", "是否班主任", "Class teacher of"),
        is_personal=True,
    ),
    Field("remark", _("Remark"), ("备注", "说明", "Remark")),
)

VOCABULARY = Vocabulary(
    fields=FIELDS,
    anchors=("staff_number", "name"),
    counters=("序号", "序", "No."),
    private=("身份证", "证件号", "公民身份号码"),
)

FIELD_BY_SLUG = {field.slug: field for field in FIELDS}


#: What follows from a post and has no column of its own.
_DERIVED = {
    "leads_main": _("Leads the teaching-research group"),
    "leads_prep": _("Leads the lesson-preparation group"),
}


FIELD_ORDER = (*FIELD_BY_SLUG, *_DERIVED)


def label_of(slug: str) -> str:
    return str(_DERIVED[slug] if slug in _DERIVED else FIELD_BY_SLUG[slug].label)


#: Older names by what became of them in the ladder of 2015 (primary 小教高级 is the first grade).
_TITLES: dict[Title, str] = {
    Title.FULL_SENIOR: "正高级教师 正高级 正高 中小学正高级教师 正高级讲师 教授级高级教师",
    Title.SENIOR: "高级教师 高级 副高 副高级 副高级教师 中小学高级教师 中学高级 中教高级"
    " 中学高级教师 中高 高级讲师",
    Title.FIRST: "一级教师 一级 中小学一级教师 中教一级 中学一级 中学一级教师 中一"
    " 小教高级 小学高级 小学高级教师 小高",
    Title.SECOND: "二级教师 二级 中小学二级教师 中教二级 中学二级 中学二级教师 中二"
    " 小教一级 小学一级 小学一级教师 小一",
    Title.THIRD: "三级教师 三级 中小学三级教师 中教三级 中学三级 中学三级教师"
    " 小教二级 小教三级 小学二级 小学三级 小学二级教师",
}
TITLE_WORDS = {word: title.value for title, words in _TITLES.items() for word in words.split()}
TITLE_LABELS = {title.value: words.split()[0] for title, words in _TITLES.items()}
NO_TITLE = {
    "未定级",
    "未评",
    "未评级",
    "未评职称",
    "未聘",
    "无职称",
    "见习",
    "见习期",
    "试用期",
    "暂无",
}

#: The word for each level; the first is written, all are read.
_LEVELS: dict[HonourLevel, tuple[str, ...]] = {
    HonourLevel.SCHOOL: ("校", "校级"),
    HonourLevel.DISTRICT: ("区", "县", "区级", "县级", "区县", "区县级", "县区级"),
    HonourLevel.CITY: ("市", "市级"),
    HonourLevel.PROVINCE: ("省", "省级"),
    HonourLevel.NATION: ("国家", "全国", "国家级"),
}
LEVEL_WORDS = {word: level.value for level, words in _LEVELS.items() for word in words}
LEVEL_LABELS = {level.value: words[0] for level, words in _LEVELS.items()}

_HONOURS: dict[HonourName, tuple[str, ...]] = {
    HonourName.NEW_STAR: ("教坛新秀", "教学新秀"),
    HonourName.OUTSTANDING_YOUNG: ("优秀青年教师", "优青"),
    HonourName.BACKBONE: ("骨干教师", "骨干", "教学骨干"),
    HonourName.SUBJECT_LEADER: ("学科带头人", "学科教学带头人", "带头人"),
    HonourName.SPECIAL_GRADE: ("特级教师", "特级"),
}
HONOUR_WORDS = {word: name.value for name, words in _HONOURS.items() for word in words}
HONOUR_LABELS = {name.value: words[0] for name, words in _HONOURS.items()}

GENDER_WORDS = {
    "男": User.Gender.MALE.value,
    "男性": User.Gender.MALE.value,
    "male": User.Gender.MALE.value,
    "m": User.Gender.MALE.value,
    "女": User.Gender.FEMALE.value,
    "女性": User.Gender.FEMALE.value,
    "female": User.Gender.FEMALE.value,
    "f": User.Gender.FEMALE.value,
}
GENDER_LABELS = {User.Gender.MALE.value: "男", User.Gender.FEMALE.value: "女"}

#: A post that says its holder leads the main group, or the preparation group.
LEADS_MAIN_GROUP = "教研组长"
LEADS_PREP_GROUP = "备课组长"
