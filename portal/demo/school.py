"""The demo school's people: invented names, groups and careers.

Everything is drawn from one `random.Random`, so the same call makes the same
school. Staff numbers are the year of joining and a running number, so that
they never meet those of a roster with four digits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password

from portal import clock
from portal.people.models import (
    Group,
    GroupKind,
    Honour,
    Membership,
    Post,
    Role,
    RoleGrant,
    Subject,
    TitleHolding,
    User,
)
from portal.people.names import pinyin_key

#: Signs in every demo account; refused wherever PORTAL_DEMO is off.
DEMO_PASSWORD = "mingde-2026-demo"  # noqa: S105 - printed on purpose, works in the demo only

#: Subject, its teaching-research group, and its weight among teachers.
SUBJECTS = [
    ("语文", "语文教研组", 18),
    ("数学", "数学教研组", 17),
    ("英语", "英语教研组", 16),
    ("物理", "理化教研组", 7),
    ("化学", "理化教研组", 5),
    ("道德与法治", "政史地教研组", 5),
    ("历史", "政史地教研组", 5),
    ("地理", "政史地教研组", 3),
    ("生物", "综合教研组", 4),
    ("信息科技", "综合教研组", 3),
    ("体育", "体艺教研组", 8),
    ("音乐", "体艺教研组", 3),
    ("美术", "体艺教研组", 3),
    ("心理健康", "综合教研组", 2),
]
GRADES = ["七年级", "八年级", "九年级"]
SURNAMES = (
    "陈李张王刘杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任"
    "姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严"
)
GIVEN_ONE = "静敏颖婷洁琳蕾雯倩岚萍薇玥宁怡欣悦然诚毅凯磊俊锋涛浩健宇航博远志明辉"
GIVEN_TWO = "思雨晓梦若子文雅佳嘉海建立国春秋清玉德永新一书景亦云安"

ACCOUNTS = [
    # staff number, name, what they show
    ("admin", "管致和", "Administrator"),
    ("office", "吴知行", "Research office"),
    ("principal", "孙怀瑾", "Principal"),
    ("leader", "周静姝", "Leader of the Chinese group"),
    ("teacher", "林晓禾", "Teacher of Chinese"),
    ("mentor", "沈若谷", "Experienced teacher of Chinese"),
    ("judge", "唐明远", "Teacher of maths, of the guidance team"),
    ("expert", "顾长庚", "External expert"),
]


@dataclass
class School:
    """What the seed made, kept at hand for writing records."""

    today: date
    people: list[User] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    leaders: dict[int, User] = field(default_factory=dict)
    accounts: dict[str, User] = field(default_factory=dict)


def make_school(rng: Random, *, teachers: int, today: date) -> School:
    """Staff, groups, roles and careers; `teachers` counts everybody who owes records."""
    school = School(today=today)
    _make_subjects_and_groups(school)
    _make_people(rng, school, teachers)
    _make_memberships(rng, school)
    _make_careers(rng, school)
    _grant_roles(school)
    return school


def _make_subjects_and_groups(school: School) -> None:
    for position, (name, group, _weight) in enumerate(SUBJECTS):
        school.subjects[name], _ = Subject.objects.get_or_create(
            name=name, defaults={"position": position}
        )
        school.groups[group], _ = Group.objects.get_or_create(
            kind=GroupKind.RESEARCH_GROUP, name=group
        )
        for grade in GRADES:
            prep = f"{grade}{name}备课组"
            school.groups[prep], _ = Group.objects.get_or_create(
                kind=GroupKind.PREP_GROUP,
                name=prep,
                defaults={"subject": school.subjects[name]},
            )
    for kind, name in [
        (GroupKind.SUPERVISION, "监督小组"),
        (GroupKind.GUIDANCE, "业务指导小组"),
    ]:
        school.groups[name], _ = Group.objects.get_or_create(kind=kind, name=name)


def _full_name(rng: Random, taken: set[str]) -> str:
    while True:
        given = rng.choice(GIVEN_ONE)
        if rng.random() < 0.7:
            given = rng.choice(GIVEN_TWO) + given
        name = rng.choice(SURNAMES) + given
        if name not in taken:
            taken.add(name)
            return name


def _make_people(rng: Random, school: School, teachers: int) -> None:
    taken = {name for _number, name, _role in ACCOUNTS}
    weighted = _subjects_by_weight()
    hashed = make_password(DEMO_PASSWORD)
    rows = [_account(school, number, name, hashed) for number, name, _shows in ACCOUNTS]
    for n in range(max(0, teachers - len(rows) + 2)):
        subject = weighted[n % len(weighted)]
        rows.append(_teacher(rng, school, n, _full_name(rng, taken), subject))
    for row in rows:
        row.pinyin = pinyin_key(row.name)
    school.people = User.objects.bulk_create(rows, batch_size=500)
    school.accounts = {p.staff_number: p for p in school.people[: len(ACCOUNTS)]}


def _subjects_by_weight() -> list[str]:
    """Each subject as often as it weighs, mixed evenly, so that no group of a few is empty."""
    places = [
        ((i + 0.5) / weight, name) for name, _group, weight in SUBJECTS for i in range(weight)
    ]
    return [name for _place, name in sorted(places)]


def _account(school: School, number: str, name: str, hashed: str) -> User:
    maths = number == "judge"
    chinese = number in {"leader", "teacher", "mentor", "office"}
    return User(
        staff_number=number,
        name=name,
        password=hashed,
        email=f"{number}@mingde.example",
        subject=school.subjects["数学"] if maths else school.subjects["语文"] if chinese else None,
        grade_classes="八(3)、八(4)" if chinese or maths else "",
        is_teacher=chinese or maths,
        is_staff=number == "admin",
        is_superuser=number == "admin",
        is_demo=True,
        must_change_password=False,
        privacy_accepted_at=clock.now(),
        taught_since=date(2019 if number == "teacher" else 2008, 8, 1),
        joined_on=date(2019 if number == "teacher" else 2008, 8, 20),
    )


def _teacher(rng: Random, school: School, n: int, name: str, subject: str) -> User:
    since = school.today.year - min(36, int(rng.triangular(0, 36, 12)))
    grade = rng.choice("七八九")
    first = rng.randint(1, 9)
    return User(
        staff_number=f"{since}{n + 1:03d}",
        name=name,
        password=make_password(None),
        gender=rng.choice([User.Gender.FEMALE, User.Gender.FEMALE, User.Gender.MALE]),
        phone=f"1700{n + 1:07d}",
        email=f"t{since}{n + 1:03d}@mingde.example",
        birth_month=date(since - rng.randint(22, 25), rng.randint(1, 12), 1),
        subject=school.subjects[subject],
        grade_classes=f"{grade}({first})、{grade}({first + 1})",
        class_teacher_of=f"{grade}({first})班" if rng.random() < 0.3 else "",
        taught_since=date(since, 8, 1),
        joined_on=date(since, 8, 20),
        is_demo=True,
        privacy_accepted_at=clock.now(),
        must_change_password=False,
    )


def _make_memberships(rng: Random, school: School) -> None:
    group_of = {subject: group for subject, group, _weight in SUBJECTS}
    rows: list[Membership] = []
    for person in school.people:
        if person.subject is None:
            continue
        since = person.joined_on or date(2010, 9, 1)
        main = school.groups[group_of[person.subject.name]]
        person.main_group = main
        leads = person.staff_number == "leader" or (
            main.pk not in school.leaders
            and main.name != "语文教研组"
            and person.staff_number not in {"judge", "office"}
        )
        if leads:
            school.leaders[main.pk] = person
        rows.append(Membership(person=person, group=main, is_leader=leads, starts_on=since))
        grade = {"七": "七年级", "八": "八年级", "九": "九年级"}[person.grade_classes[0]]
        prep = school.groups[f"{grade}{person.subject.name}备课组"]
        first_of_prep = all(row.group != prep for row in rows)
        rows.append(Membership(person=person, group=prep, is_leader=first_of_prep, starts_on=since))
    for name, chosen in [
        ("监督小组", rng.sample(school.people[8:], k=min(5, len(school.people) - 8))),
        ("业务指导小组", [school.accounts["judge"], school.accounts["mentor"]]),
    ]:
        rows += [
            Membership(
                person=person,
                group=school.groups[name],
                is_leader=position == 0,
                starts_on=date(school.today.year - 1, 9, 1),
            )
            for position, person in enumerate(chosen)
        ]
    Membership.objects.bulk_create(rows, batch_size=500)
    User.objects.bulk_update(
        [p for p in school.people if p.main_group], ["main_group"], batch_size=500
    )


def _make_careers(rng: Random, school: School) -> None:
    titles, honours, posts = [], [], []
    for person in school.people:
        years = person.years_of_service(school.today)
        if person.subject is None or years is None:
            continue
        title = "second" if years < 6 else "first" if years < 14 else "senior"
        titles.append(TitleHolding(person=person, title=title))
        if years >= 8 and rng.random() < 0.3:
            name = "outstanding_young" if years < 12 else rng.choice(["backbone", "subject_leader"])
            level = rng.choice(["school", "district", "district", "city"])
            honours.append(
                Honour(
                    person=person,
                    name=name,
                    level=level,
                    awarded_on=date(school.today.year - rng.randint(1, 3), 6, 1),
                )
            )
        if person in school.leaders.values():
            posts.append(Post(person=person, name="教研组长", starts_on=date(2022, 9, 1)))
    TitleHolding.objects.bulk_create(titles, batch_size=500)
    Honour.objects.bulk_create(honours, batch_size=500)
    Post.objects.bulk_create(posts, batch_size=500)


def _grant_roles(school: School) -> None:
    since = date(school.today.year - 1, 9, 1)
    RoleGrant.objects.bulk_create(
        [
            RoleGrant(person=school.accounts[number], role=role, starts_on=since)
            for number, role in [
                ("admin", Role.ADMINISTRATOR),
                ("office", Role.RESEARCH_OFFICE),
                ("principal", Role.PRINCIPAL),
                ("judge", Role.GUIDANCE),
                ("mentor", Role.GUIDANCE),
                ("expert", Role.EXPERT),
            ]
        ]
    )
