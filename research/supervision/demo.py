"""The demo school's supervision: last month's checks, one still to be answered, a few visits."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from portal.demo.scenes import DemoScene, demo_scenes
from portal.demo.school import School
from portal.people.models import Role, RoleGrant, User
from portal.records.submit import submit_record
from portal.terms.models import Term
from research.supervision.forms import groups_inspected
from research.supervision.inspect_group import (
    close_inspection,
    note_findings,
    open_inspection,
    reply_to_inspection,
    report_inspection,
)
from research.supervision.models import GuidanceVisit, Inspection
from research.supervision.sample import last_day_of

PROBLEMS = [
    "改进措施只写了“加强练习”，没有写怎么练。",
    "反思与上周的内容几乎相同，请结合新课重写。",
    "缺少课堂实例，看不出依据。",
]
FEEDBACK = [
    "本月抽查的反思按时完成，多数能结合具体课例。请组内再讨论一次“改进措施怎样写得可操作”。",
    "完成率高，个别反思篇幅偏短。建议备课组活动时互相读一读。",
    "整体认真，能看到学生的真实反应。希望把好的做法整理成案例。",
]
REPLIES = [
    "已在组内说明，两位老师补写了具体做法，已重新提交。",
    "本周备课组活动上逐条讨论，相关老师已修改。",
]
VISITS = [
    (
        "新课标下的单元整体备课",
        "听了一节常态课，参加了备课组活动。目标写得清楚，课时之间的联系还可以更紧。",
        "先定单元的大问题，再分配到每一课时；作业与目标一一对应。",
        "下月前完成一个单元的整体设计，在组内说课。",
    ),
    (
        "课堂提问与等待时间",
        "观察了三节课，提问多，等待不足两秒的占一半。",
        "提问后数五秒，再请学生；追问“你是怎样想到的”。",
        "每位老师录一节课自评，下次一起看片段。",
    ),
]


def play(rng: Random, school: School, terms: list[Term]) -> None:
    """Inspections of each research group in the last full month; visits in this term."""
    supervisor = _grant(school, "mentor", Role.SUPERVISOR)
    guide = _grant(school, "judge", Role.GUIDANCE)
    term = max(terms, key=lambda term: term.starts_on)
    month = (school.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    groups = [group for group in groups_inspected() if group.kind == "research_group"]
    for number, group in enumerate(groups):
        if group.pk in supervisor.led_group_ids or month < term.starts_on.replace(day=1):
            continue
        if not User.objects.in_service().teachers().in_group(group, last_day_of(month)).exists():
            continue
        inspection = open_inspection(group, month, ["lesson_reflection"], by=supervisor)
        _bring_forward(rng, inspection, supervisor, number)
    for number, (focus, seen, advice, follow_up) in enumerate(VISITS):
        visit = GuidanceVisit.objects.create(
            kind="guidance_visit",
            author=guide,
            group=groups[number],
            term=term,
            title=focus,
            occurred_on=max(term.starts_on, school.today - timedelta(days=9 + 12 * number)),
            focus=focus,
            seen=f"<p>{seen}</p>",
            advice=f"<p>{advice}</p>",
            follow_up=f"<p>{follow_up}</p>",
            text=f"{focus}\n{seen}\n{advice}\n{follow_up}",
        )
        submit_record(visit, by=guide)


def _grant(school: School, account: str, role: Role) -> User:
    person = school.accounts[account]
    RoleGrant.objects.get_or_create(
        person=person, role=role, defaults={"starts_on": school.today - timedelta(days=300)}
    )
    return User.objects.get(pk=person.pk)


def _bring_forward(rng: Random, inspection: Inspection, by: User, number: int) -> None:
    """Most are settled; one waits for the reply, one is still being looked at."""
    findings = list(inspection.findings.all())
    grades = {finding.pk: ("good" if rng.random() < 0.6 else "fair", "") for finding in findings}
    has_problem = number % 3 != 1
    if has_problem:
        grades[findings[0].pk] = ("problem", rng.choice(PROBLEMS))
    note_findings(inspection, grades, rng.choice(FEEDBACK), by=by)
    if number == 1:
        return
    report_inspection(inspection, by=by)
    if number == 2:
        return
    if has_problem:
        leader = inspection.group.memberships.leading().first()  # type: ignore[misc]
        if leader is None:
            return
        reply_to_inspection(inspection, rng.choice(REPLIES), by=leader.person)
    close_inspection(inspection, by=by)


demo_scenes.register(DemoScene(slug="supervision", play=play, position=50))
