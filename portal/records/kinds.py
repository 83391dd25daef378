"""Kinds of record: declared once by a domain's `records.py`, served by the machine.

A kind is a row of facts, not a program: the machine in `portal.records.views`
makes its list, record, form, queue and transition pages from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise

from portal.people.models import Role
from portal.records.models import Visibility
from portal.registry import Registry
from portal.ui.actions import Action

if TYPE_CHECKING:
    from portal.documents.form import Form
    from portal.people.models import User
    from portal.records.models import Record, Review
    from portal.records.querysets import RecordQuerySet


class Reviewer(Enum):
    """Who decides on records of a kind."""

    LEADER = "leader"
    OFFICE = "office"
    NOBODY = "nobody"


@dataclass(frozen=True)
class UsualAmount:
    """What schools usually ask of a teacher: `count` a term, or every so many weeks."""

    count: int = 1
    every_weeks: int = 0
    min_characters: int = 0


@dataclass(frozen=True)
class Standing:
    """Where a record stands, in a word, where its state alone does not say (已通知, 已授课)."""

    label: str | Promise
    tone: str = "quiet"
    icon: str = ""


#: What the form of most kinds offers.
USUAL_VISIBILITIES = (Visibility.PRIVATE, Visibility.GROUP, Visibility.SCHOOL)


@dataclass(frozen=True, eq=False)
class RecordKind:
    """What the portal needs to know of a kind.

    `form`, `table` and `filters` are classes of `records.forms.RecordForm`,
    `django_tables2.Table` and `django_filters.FilterSet`; the machine's own
    serve where none is given. `body_fields` are the fields of long text that
    the record page shows in order and that make up the searchable text.
    `min_characters` is how long they must be together when submitted, unless the
    school says otherwise. `folder` is the kind's part of the address where the
    plural of the slug would be wrong. `usually_owed` is suggested for a new term.
    `archive_section` is a code of docs/rules.md#archive-sections (C1, C2 …). `pages`
    replaces single pages by a subclass: {"detail": View}.

    Who reads it beside those whom its visibility names: the roles of
    `also_read_by` unless it is private, and the leaders of the record's group where `leaders_read`.
    `acts_as_author(user, record)` names others who change and hand in like the
    author. `standing(record)` is the word on the badge where the state alone
    does not say; `actions(record, user)` are the kind's own buttons, before the
    machine's; `require_ready(record)` raises Refused when it may not be handed
    in yet. `printed(record)` lays out its printed form, where the usual one
    (`portal.records.printed`) is not what schools file. `moved(record, review)`
    does what follows from a transition (hours credited), in its transaction.
    `from_word`: a Word file fills these fields of long text, each opened by one of
    its labels (成功之处); empty where a record is not written as a document. `uncounted()`
    are the records of the kind that no requirement counts (a lesson heard for
    ten minutes).
    """

    slug: str
    model: type[Record]
    label: str | Promise
    plural: str | Promise
    icon: str
    reviewer: Reviewer
    archive_section: str
    form: type | None = None
    table: type | None = None
    filters: type | None = None
    visibility: Visibility = Visibility.GROUP
    body_fields: tuple[str, ...] = ()
    fact_fields: tuple[str, ...] = ()
    list_template: str = "records/record_list.html"
    detail_template: str = "records/record_detail.html"
    form_template: str = "records/record_form.html"
    max_pictures: int = 9
    min_characters: int = 0
    folder: str = ""
    usually_owed: UsualAmount | None = None
    pages: Mapping[str, type[Any]] = field(default_factory=dict)
    visibilities: tuple[Visibility, ...] = USUAL_VISIBILITIES
    also_read_by: frozenset[Role] = frozenset()
    leaders_read: bool = False
    acts_as_author: Callable[[User, Record], bool] | None = None
    standing: Callable[[Record], Standing | None] | None = None
    actions: Callable[[Record, User], list[Action]] | None = None
    require_ready: Callable[[Record], None] | None = None
    moved: Callable[[Record, Review], None] | None = None
    printed: Callable[[Any], Form] | None = None
    uncounted: Callable[[], RecordQuerySet] | None = None
    from_word: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def app_label(self) -> str:
        return self.model._meta.app_label

    @property
    def path(self) -> str:
        """`lesson-reflections`: the kind's folder in addresses."""
        return self.folder or f"{self.slug.replace('_', '-')}s"

    def permission(self, act: str) -> str:
        """`research.lesson_reflection.edit`; declared in the domain's ACCESS table."""
        return f"{self.app_label}.{self.slug}.{act}"

    def url(self, act: str, **kwargs: object) -> str:
        """The address of one of the machine's pages: list, new, detail, edit, submit …"""
        return reverse(f"{self.app_label}:{self.slug}_{act}", kwargs=kwargs or None)


kinds: Registry[RecordKind] = Registry("record kind")


def kind_of(record: Record) -> RecordKind:
    return kinds.get(record.kind)
