"""Section A: who the person is at school, from the roster; nothing is filed for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.people.models import Honour, Post, Title, TitleHolding, User
from portal.people.models.career import HonourLevel, HonourName
from portal.prepared import prepared
from portal.terms.models import Term


@dataclass(frozen=True)
class Fact:
    label: str | Promise
    value: object


@dataclass(frozen=True)
class DatedFact:
    """A post, title or honour and since when; `until` None where it has no end."""

    label: str | Promise
    words: str
    since: date | None
    until: date | None


@prepared
def _with_facts(person: int) -> QuerySet[User]:
    return User.objects.filter(pk=person).select_related("main_group", "subject")


def give_facts(person: User) -> User:
    """The person with main group and subject, of which a request's own user knows the keys."""
    found = _with_facts(person.pk)[0]
    person.main_group, person.subject = found.main_group, found.subject
    return person


def facts_of(person: User, term: Term) -> list[Fact]:
    """What stands on the cover; no query beyond the person with group and subject."""
    facts = [
        Fact(_("Staff number"), person.staff_number),
        Fact(_("Main group"), person.main_group),
        Fact(_("Subject"), person.subject),
        Fact(_("Class teacher of"), person.class_teacher_of),
        Fact(_("Years of service"), person.years_of_service(term.ends_on)),
    ]
    return [fact for fact in facts if fact.value not in {None, ""}]


def dated_facts_of(person: User) -> list[DatedFact]:
    """Posts, titles and honours over time, each newest first; one query."""
    facts = [_dated(*row) for row in _dated_rows(person.pk)]
    return sorted(facts, key=lambda fact: fact.since or date.min, reverse=True)


@prepared
def _dated_rows(person: int) -> QuerySet[Any, Any]:
    return _rows(Post, person, "name", "starts_on", "ends_on").union(
        _rows(TitleHolding, person, "title", "awarded_on", None),
        _rows(Honour, person, "name", "awarded_on", "valid_until", level="level"),
        all=True,
    )


def _rows(
    model: Any, person: int, words: str, since: str, until: str | None, level: str = ""
) -> QuerySet[Any, Any]:
    text, day = CharField(), DateField()
    return (
        model.objects.filter(person_id=person)
        .order_by()
        .values_list(
            Value(model._meta.model_name, output_field=text),
            Cast(words, text),
            Cast(level, text) if level else Value("", output_field=text),
            since,
            until or Cast(Value(None), day),
        )
    )


def _dated(model: str, words: str, level: str, since: date | None, until: date | None) -> DatedFact:
    if model == "titleholding":
        return DatedFact(_("Professional title"), str(Title(words).label), since, until)
    if model == "honour":
        named = f"{HonourLevel(level).label} · {HonourName(words).label}"
        return DatedFact(_("Honour"), named, since, until)
    return DatedFact(_("Post"), words, since, until)
