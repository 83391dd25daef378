"""The lists of staff, groups, members, roles and of the audit."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import django_tables2
from auditlog.models import LogEntry
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.people.models import AuditEvent, Group, ImportRow, Membership, RoleGrant, Title, User
from portal.ui.actions import Action
from portal.ui.dates import school_datetime
from portal.ui.markup import link
from portal.ui.parts import action_button, person_chip, tag
from portal.ui.tables import NumberColumn, PortalTable, row_url

#: A longer change is cut: the audit says that and by whom, the row itself says what.
CHANGE_LENGTH = 60
NOTHING = "–"
CHANGE_ACTS = {
    LogEntry.Action.CREATE: _("Added"),
    LogEntry.Action.UPDATE: _("Changed"),
    LogEntry.Action.DELETE: _("Removed"),
    LogEntry.Action.ACCESS: _("Viewed"),
}

#: What an event may tell beside its object, in words; keys that only the machine knows stay out.
DETAILS = {
    **{outcome.value: outcome.label for outcome in ImportRow.Outcome},
    "code": _("Reason"),
    "fields": _("Fields"),
    "format": _("Format"),
    "on_paper": _("On paper"),
    "people": _("People"),
    "query": _("Filter"),
    "role": _("Role"),
    "rows": _("Rows"),
    "undone": _("Undone"),
}
UNTOLD = {"run", "slips", "person", "record"}


class StaffTable(PortalTable):
    """Two people of one name are told apart by number and group in each row."""

    name = django_tables2.Column(verbose_name=_("Name"))
    main_group = django_tables2.Column(verbose_name=_("Main group"), accessor="main_group__name")
    subject = django_tables2.Column(verbose_name=_("Subject"), accessor="subject__name")
    title_now = django_tables2.Column(verbose_name=_("Professional title"))
    status = django_tables2.Column(verbose_name=_("Status"), accessor="status", empty_values=())

    heading_column = "name"
    caption = _("Staff")
    #: What the columns read; the rest of a person stays in the database.
    reads = ("name", "staff_number", "pinyin", "status", "main_group__name", "subject__name")

    class Meta:
        model = User
        fields = ["name", "main_group", "subject", "title_now", "status"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_of = row_url("people:staff_detail")

    def render_name(self, record: User) -> SafeString:
        return link(self.url_of(record.pk), person_chip(record))

    def render_title_now(self, value: str) -> str:
        return str(Title(value).label)

    def render_status(self, value: str, record: User) -> SafeString | str:
        """`value` is the status in words, found once for the whole table."""
        return value if record.status == User.Status.ACTIVE else tag(value)


class GroupTable(PortalTable):
    """One kind of group; closed ones come last and say so."""

    name = django_tables2.Column(verbose_name=_("Group"))
    leaders = django_tables2.Column(verbose_name=_("Group leader"), empty_values=())
    size = NumberColumn(verbose_name=_("Members"), empty_values=())

    heading_column = "name"
    caption = _("Groups")

    class Meta:
        model = Group
        fields = ["name", "leaders", "size"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_of = row_url("people:group_detail")

    def render_name(self, record: Group) -> SafeString:
        closed = "" if record.is_active else tag(_("Closed"))
        return format_html('<a href="{}">{}</a> {}', self.url_of(record.pk), record.name, closed)

    def render_leaders(self, value: list[Membership]) -> SafeString:
        return format_html_join(", ", "{}", ((person_chip(m.person),) for m in value))

    def render_size(self, value: int) -> int:
        return value


class DatedTable(PortalTable):
    """People with what they hold from one day to another; `may_act` adds the buttons."""

    person = django_tables2.Column(verbose_name=_("Staff member"))
    starts_on = django_tables2.Column(verbose_name=_("From"))
    ends_on = django_tables2.Column(verbose_name=_("To"))
    acts = django_tables2.Column(verbose_name=_("Acts"), accessor="pk")

    heading_column = "person"

    def __init__(self, *args: Any, may_act: bool = False, csrf_token: str = "", **kw: Any) -> None:
        kw.setdefault("exclude", () if may_act else ("acts",))
        super().__init__(*args, **kw)
        self.csrf_token = csrf_token
        self.url_of = row_url("people:staff_detail")

    def render_person(self, value: User) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.url_of(value.pk), person_chip(value))

    def buttons(self, *actions: Action) -> SafeString:
        shown = ((action_button(action, self.csrf_token),) for action in actions)
        return format_html('<div class="row-acts">{}</div>', format_html_join("", "{}", shown))


class MemberTable(DatedTable):
    subject = django_tables2.Column(verbose_name=_("Subject"), accessor="person__subject__name")
    is_leader = django_tables2.Column(verbose_name=_("Group leader"))

    caption = _("Members")

    class Meta:
        model = Membership
        fields = ["person", "is_leader", "subject", "starts_on", "ends_on", "acts"]
        sequence = fields

    def render_is_leader(self, value: bool) -> SafeString | str:  # noqa: FBT001 - a cell
        return tag(_("Group leader"), "info", "star") if value else ""

    def render_acts(self, record: Membership) -> SafeString:
        slug = "unlead" if record.is_leader else "lead"
        label = _("No longer leads") if record.is_leader else _("Let lead")
        return self.buttons(
            Action(slug, label, row_url(f"people:membership_{slug}")(record.pk)),
            Action(
                "end",
                _("End"),
                row_url("people:membership_end")(record.pk),
                confirm=_("End this membership today?"),
            ),
        )


class GrantTable(DatedTable):
    role = django_tables2.Column(verbose_name=_("Role"))
    granted_by = django_tables2.Column(verbose_name=_("Granted by"))

    caption = _("Roles")

    class Meta:
        model = RoleGrant
        fields = ["person", "role", "starts_on", "ends_on", "granted_by", "acts"]
        sequence = fields

    def render_granted_by(self, value: User) -> SafeString:
        return person_chip(value)

    def render_acts(self, record: RoleGrant) -> SafeString:
        return self.buttons(
            Action(
                "end",
                _("End"),
                row_url("people:role_end")(record.pk),
                confirm=_("End this role now?"),
            )
        )


class AuditTable(PortalTable):
    at = django_tables2.Column(verbose_name=_("When"))
    act = django_tables2.Column(verbose_name=_("Act"), accessor="act_label")
    actor = django_tables2.Column(verbose_name=_("Who"), empty_values=())
    object_repr = django_tables2.Column(verbose_name=_("What"))
    path = django_tables2.Column(verbose_name=_("Address"))
    ip = django_tables2.Column(verbose_name=_("IP address"))
    extra = django_tables2.Column(verbose_name=_("Details"))

    heading_column = "at"
    caption = _("Audit")

    class Meta:
        model = AuditEvent
        fields = ["at", "act", "actor", "object_repr", "path", "ip", "extra"]

    def render_at(self, value: datetime) -> SafeString:
        return format_html('<span class="text-nowrap">{}</span>', school_datetime(value))

    def render_actor(self, record: AuditEvent) -> SafeString:
        return person_chip(record.actor)

    def render_extra(self, value: dict[str, Any]) -> str:
        return " · ".join(
            f"{DETAILS.get(key, key)} {_plainly(part)}"
            for key, part in value.items()
            if key not in UNTOLD and part not in (False, None, "")
        )


class ChangeTable(PortalTable):
    timestamp = django_tables2.Column(verbose_name=_("When"))
    actor = django_tables2.Column(verbose_name=_("Who"), empty_values=())
    content_type = django_tables2.Column(verbose_name=_("What"), accessor="content_type__name")
    object_repr = django_tables2.Column(verbose_name=_("Row"))
    action = django_tables2.Column(verbose_name=_("Act"), empty_values=())
    changes = django_tables2.Column(verbose_name=_("Changes"))

    heading_column = "timestamp"
    caption = _("Changes")

    class Meta:
        model = LogEntry
        fields = ["timestamp", "actor", "content_type", "object_repr", "action", "changes"]

    def render_actor(self, record: LogEntry) -> SafeString:
        return person_chip(record.actor)

    def render_content_type(self, record: LogEntry) -> str:
        model = record.content_type.model_class()
        return str(model._meta.verbose_name) if model else record.content_type.model

    def render_action(self, record: LogEntry) -> str:
        return str(CHANGE_ACTS[record.action])

    def render_changes(self, value: dict[str, Any], record: LogEntry) -> str:
        model = record.content_type.model_class()
        told = ((name, _change(pair)) for name, pair in value.items() if name != "id")
        return "; ".join(f"{_label(model, name)}: {change}" for name, change in told if change)


def _label(model: type[Model] | None, name: str) -> str:
    """The field in words, while it still exists."""
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return name
    return str(getattr(field, "verbose_name", name))


def _change(pair: Any) -> str:
    """`old → new` for a field, the new alone where nothing was before; "" where nothing is."""
    if not isinstance(pair, list) or len(pair) != 2:
        return _plainly(pair)
    old, new = (_plainly(part) for part in pair)
    if old == NOTHING:
        return "" if new == NOTHING else new
    return f"{old} → {new}"


def _plainly(value: Any) -> str:
    if value is True:
        return "✓"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = NOTHING if text in {"None", "null", ""} else text
    return text if len(text) <= CHANGE_LENGTH else f"{text[:CHANGE_LENGTH]}…"
