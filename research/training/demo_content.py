"""What the demo school is trained in, words of decisions, and what a certificate looks like."""

import io

from PIL import Image, ImageDraw

from research.training.models import Category, Level

DISTRICT = "区教师发展中心"
#: Month, day, title, category, hours of a session, sessions, share that comes.
AT_SCHOOL = [
    (3, 4, "师德师风专题学习", Category.ETHICS, 2, 2, 0.94),
    (4, 15, "单元整体教学设计校本研修", Category.SCHOOL_BASED, 2, 3, 0.85),
    (5, 20, "人工智能赋能课堂应用培训", Category.TECHNOLOGY, 2, 2, 0.8),
    (8, 27, "暑期全员校本培训", Category.SCHOOL_BASED, 6, 2, 0.95),
    (10, 14, "新课标背景下的课堂教学改革", Category.CLASSROOM_REFORM, 2, 2, 0.85),
]
AHEAD = ("作业设计与评价专题讲座", Category.EXPERT_LECTURE, 2)
#: Month, title, category, organiser, hours that may be had.
IN_DISTRICT = [
    (2, "学科教研员寒假备课会", Category.DISTRICT_MENU, DISTRICT, (3, 4)),
    (3, "中考命题趋势分析讲座", Category.EXPERT_LECTURE, DISTRICT, (3, 4)),
    (4, "区级菜单讲座：大概念教学", Category.DISTRICT_MENU, DISTRICT, (4,)),
    (5, "区级菜单讲座：课堂观察与改进", Category.DISTRICT_MENU, DISTRICT, (4,)),
    (6, "心理健康教育全员培训", Category.CLASS_TEACHER, DISTRICT, (4, 6)),
    (6, "专业技术人员公需课程", Category.ONLINE, "市人社局网络学院", (12, 15)),
    (7, "暑期教师网络研修", Category.ONLINE, "国家智慧教育平台", (16, 20, 20, 24)),
    (9, "区级菜单讲座：跨学科主题学习", Category.DISTRICT_MENU, DISTRICT, (4,)),
    (10, "学科核心素养高级研修", Category.EXPERT_LECTURE, "市教师培训中心", (6, 8)),
    (11, "名师课堂观摩研讨", Category.FIELD_TRIP, "市教师培训中心", (6,)),
    (12, "年度学科教学总结研训", Category.DISTRICT_MENU, DISTRICT, (4,)),
]
CLAIMED = [
    ("市级骨干班主任高级研修班", Category.CLASS_TEACHER, "市教师培训中心", 12, Level.CITY),
    ("教育硕士课程进修", Category.DEGREE, "师范大学教师教育学院", 16, Level.PROVINCE),
    ("信息技术应用能力提升工程2.0", Category.ONLINE, "省师训中心", 10, Level.PROVINCE),
    ("名校跟岗研修", Category.FIELD_TRIP, "区教育局", 8, Level.DISTRICT),
    ("家庭教育指导师培训", Category.CLASS_TEACHER, "市家庭教育研究会", 6, Level.CITY),
    ("学科命题能力专题培训", Category.EXPERT_LECTURE, "市教研室", 4, Level.CITY),
]
RETURNED = "证书照片看不清编号，请重拍一张再交。"
REJECTED = "该活动为商业平台体验课，不属于继续教育学时认定范围。"


def certificate() -> bytes:
    """A sheet with a red double frame and a seal, as certificates look from afar."""
    picture = Image.new("RGB", (640, 450), "#fdf8ec")
    draw = ImageDraw.Draw(picture)
    for inset, width in ((16, 6), (30, 2)):
        draw.rectangle((inset, inset, 639 - inset, 449 - inset), outline="#a8242b", width=width)
    for y in range(150, 300, 36):
        draw.line((90, y, 550, y), fill="#b9b2a0", width=3)
    draw.ellipse((430, 290, 540, 400), outline="#a8242b", width=5)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
