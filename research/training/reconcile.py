"""The portal and the district's sheet side by side: what differs, why, and who acts.

The district's figures stand until the office decides otherwise, with words
that the person reads. Rule: docs/rules.md#training-hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from portal import clock
from portal.notices.post import post_notice
from portal.people.models import Act, record_audit_event
from portal.refusal import Refused
from research.training.ledger import PORTAL, PersonYear, year_of
from research.training.models import HourDecision, HourState, Source, Verdict
from research.training.notice_types import HOURS_DECIDED
from research.training.reckon import ZERO, Line, reckon
from research.training.same import Group, pair_of

if TYPE_CHECKING:
    from portal.people.models import User


class Reason(models.TextChoices):
    AGREES = "agrees", pgettext_lazy("comparing hours", "Agrees")
    ONLY_HERE = "only_here", pgettext_lazy("comparing hours", "Only in the portal")
    ONLY_THERE = "only_there", pgettext_lazy("comparing hours", "Only in the district's sheet")
    HOURS = "hours", pgettext_lazy("comparing hours", "Hours differ")
    DATE = "date", pgettext_lazy("comparing hours", "Dates differ")
    CATEGORY = "category", pgettext_lazy("comparing hours", "Category differs")
    TWICE = "twice", pgettext_lazy("comparing hours", "Stands there twice")
    PERHAPS = "perhaps", pgettext_lazy("comparing hours", "Perhaps the same thing")
    UNVERIFIED = "unverified", pgettext_lazy("comparing hours", "Not yet verified")


class Actor(models.TextChoices):
    NOBODY = "nobody", pgettext_lazy("who acts", "Nothing to do")
    TEACHER = "teacher", pgettext_lazy("who acts", "Counts; the teacher may claim it for proof")
    OFFICE = "office", pgettext_lazy("who acts", "Office: decide")
    VERIFIER = "verifier", pgettext_lazy("who acts", "Office: verify the claim")
    DISTRICT = "district", pgettext_lazy("who acts", "District: enter or correct it")


#: Reasons that the office decides about.
TO_DECIDE = {Reason.HOURS, Reason.DATE, Reason.CATEGORY, Reason.TWICE, Reason.PERHAPS}
#: Of several reasons the first of these says who acts.
ACTORS = {
    Reason.AGREES: Actor.NOBODY,
    Reason.ONLY_HERE: Actor.DISTRICT,
    Reason.ONLY_THERE: Actor.TEACHER,
    Reason.UNVERIFIED: Actor.VERIFIER,
}


@dataclass(frozen=True)
class Difference:
    """One thing on both sides. `pair` names what a decision would be about, where one can be."""

    ours: tuple[Line, ...]
    theirs: tuple[Line, ...]
    reasons: tuple[Reason, ...]
    verdict: str = ""
    pair: tuple[str, str] | None = None
    is_total: bool = False

    @property
    def needs_decision(self) -> bool:
        return not self.verdict and bool(TO_DECIDE & set(self.reasons))

    @property
    def actor(self) -> Actor:
        if self.verdict:
            return Actor.NOBODY
        if self.needs_decision:
            return Actor.OFFICE
        return ACTORS[self.reasons[0]]

    @property
    def agrees(self) -> bool:
        return self.reasons == (Reason.AGREES,)

    @property
    def is_for_office(self) -> bool:
        return self.actor in {Actor.OFFICE, Actor.VERIFIER}


@dataclass
class PersonDifferences:
    """One person's year; `decisions` as they were made, to be read and taken back."""

    year: PersonYear
    differences: list[Difference]
    decisions: list[HourDecision] = field(default_factory=list)

    @property
    def person(self) -> User:
        return self.year.person


def differences_of(year: PersonYear, *, has_sheet: bool) -> list[Difference]:
    """Line by line; activities that the district does not list stand as one line.

    `has_sheet`: the district's lines of this year were imported. Without them
    nothing can be only here.
    """
    found = [_compare(group) for group in year.groups if not _is_lone_activity(group)]
    activities = [group.line for group in year.groups if _is_lone_activity(group)]
    if activities:
        found.append(Difference((_together(activities),), (), (Reason.ONLY_HERE,)))
    if year.total is not None:
        found.append(_compare_total(year, year.total))
    if not has_sheet:
        found = [d for d in found if d.theirs or Reason.UNVERIFIED in d.reasons or len(d.ours) > 1]
    return sorted(found, key=lambda d: (d.agrees, not d.needs_decision, bool(d.verdict)))


def _is_lone_activity(group: Group) -> bool:
    return len(group.lines) == 1 and group.line.source == Source.ACTIVITY


def _together(lines: list[Line]) -> Line:
    title = ngettext("%(count)d activity attended", "%(count)d activities attended", len(lines)) % {
        "count": len(lines)
    }
    return replace(
        lines[0],
        title=title,
        hours=sum((line.hours for line in lines), ZERO),
        starts_on=min(line.starts_on for line in lines),
        ends_on=max(line.ends_on for line in lines),
        url="",
    )


def _compare(group: Group) -> Difference:
    ours = group.school
    theirs = tuple(line for line in group.lines if line.source == Source.DISTRICT)
    reasons = tuple(_reasons(group, ours, theirs)) or (Reason.AGREES,)
    pair = pair_of(group.lines[0].key, group.lines[1].key) if len(group.lines) > 1 else None
    return Difference(ours, theirs, reasons, group.verdict, pair)


def _reasons(group: Group, ours: tuple[Line, ...], theirs: tuple[Line, ...]) -> Iterator[Reason]:
    if len(theirs) > 1 or (not theirs and len(ours) > 1):
        yield Reason.TWICE
    if group.is_doubtful:
        yield Reason.PERHAPS
    if ours and theirs:
        yield from _unequal(ours[0], theirs[0])
    if any(line.state == HourState.CLAIMED for line in ours):
        yield Reason.UNVERIFIED
    elif not theirs:
        yield Reason.ONLY_HERE
    if not ours:
        yield Reason.ONLY_THERE


def _unequal(ours: Line, theirs: Line) -> Iterator[Reason]:
    if ours.hours != theirs.hours:
        yield Reason.HOURS
    if (ours.starts_on, ours.ends_on) != (theirs.starts_on, theirs.ends_on):
        yield Reason.DATE
    if ours.category != theirs.category:
        yield Reason.CATEGORY


def _compare_total(year: PersonYear, total: Line) -> Difference:
    """What the portal counts up to the day of the district's total, against it."""
    until = [line for line in year.standing if line.ends_on <= total.ends_on]
    counted = reckon(year.year, year.rules, year.times, until).counted
    ours = replace(total, key=PORTAL, source=Source.SESSION, hours=counted, url="")
    reasons = (Reason.AGREES,) if counted == total.hours else (Reason.HOURS,)
    pair = pair_of(PORTAL, total.key)
    return Difference((ours,), (total,), reasons, year.total_verdict, pair, is_total=True)


@transaction.atomic
def decide_hours(
    person: User, year: int, pair: tuple[str, str], *, verdict: Verdict, words: str, by: User
) -> HourDecision:
    """The office decides; the person is told, the audit keeps it. Repeating it changes nothing.

    Refused: `words_required`; `nothing_to_decide` when the two no longer stand
    in the person's year.
    """
    words = words.strip()[:200]
    if not words:
        raise Refused("words_required", _("Say in a few words why you decide so."))
    found = year_of(person, year)
    lines = {line.key: line for group in found.groups for line in group.lines}
    if found.total is not None:
        lines |= {found.total.key: found.total, PORTAL: found.total}
    if not set(pair) <= lines.keys():
        raise Refused("nothing_to_decide", _("These two no longer stand side by side."))
    decision, is_new = HourDecision.objects.select_for_update().get_or_create(
        person=person,
        one=pair[0],
        other=pair[1],
        defaults={"verdict": verdict, "words": words, "by": by, "at": clock.now()},
    )
    if not is_new and (decision.verdict, decision.words) == (verdict, words):
        return decision
    decision.verdict, decision.words, decision.by, decision.at = verdict, words, by, clock.now()
    decision.save()
    _tell(decision, lines[pair[0]].title or str(gettext_lazy("Total")), year)
    return decision


@transaction.atomic
def take_back_decision(decision: HourDecision, *, by: User) -> None:
    """The two stand side by side again, the district's figures first."""
    record_audit_event(
        None,
        Act.CHANGED,
        decision.person,
        actor=by,
        hours=f"{decision.one} / {decision.other}",
        taken_back=decision.verdict,
    )
    decision.delete()


def _tell(decision: HourDecision, title: str, year: int) -> None:
    record_audit_event(
        None,
        Act.CHANGED,
        decision.person,
        actor=decision.by,
        hours=f"{decision.one} / {decision.other}",
        verdict=decision.verdict,
        words=decision.words,
    )
    post_notice(
        HOURS_DECIDED.slug,
        to=[decision.person],
        key=f"{HOURS_DECIDED.slug}:{decision.pk}:{decision.at.isoformat()}",
        params={"title": title, "by": decision.by.name, "words": decision.words},
        url=f"/training/?year={year}",
    )


def hours_apart(difference: Difference) -> Decimal:
    """The district's hours less ours, of this one thing."""
    ours = difference.ours[0].hours if difference.ours else ZERO
    theirs = difference.theirs[0].hours if difference.theirs else ZERO
    return theirs - ours
