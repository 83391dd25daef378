"""Rows of the home page, made in Python because a template per row is slow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.records.kinds import kinds
from portal.ui.dates import school_date
from portal.ui.markup import escaped
from portal.ui.parts import progress, state_badge, tag
from portal.ui.tables import row_url

if TYPE_CHECKING:
    from portal.dashboard.picture import BehindLine, GroupFigures
    from portal.deadlines.progress import OwedLine
    from portal.records.models import Record


def owed_row(line: OwedLine) -> SafeString:
    """What is owed, how far it is, by when, and where it is done."""
    mark = tag(_("%(n)d behind") % {"n": line.behind}, "warning") if line.behind else ""
    return format_html(
        '<li><a class="home-line" href="{}"><span class="home-title">{}</span>'
        '<span class="home-note">{}</span>{}</a></li>',
        line.url_new,
        line.label,
        _progress_words(line),
        mark,
    )


def unfinished_row(record: Record) -> SafeString:
    """A draft opens its form; what came back, or waits to be confirmed, opens its page."""
    kind = kinds.get(record.kind)
    entered_by = getattr(record, "entered_by_name", "")
    act = "detail" if record.state == "returned" or entered_by else "edit"
    mark = tag(_("Entered by %(name)s, please confirm") % {"name": entered_by}, "warning")
    return format_html(
        '<li><a class="home-line" href="{}"><span class="home-title">{}</span>'
        '<span class="home-note">{} · {}</span>{}</a></li>',
        row_url(f"{kind.app_label}:{kind.slug}_{act}")(record.pk),
        record.title or kind.label,
        kind.label,
        school_date(record.occurred_on),
        mark if entered_by else state_badge(record.state),
    )


def behind_rows(lines: Iterable[BehindLine], *, with_group: bool = False) -> SafeString:
    """Who misses what has fallen due, each opening what they owe."""
    url_of = row_url("deadlines:person")
    return SafeString("".join(_behind_row(line, url_of(line.pk), with_group) for line in lines))


def _behind_row(line: BehindLine, url: str, with_group: bool) -> str:  # noqa: FBT001 - one fact
    note = f'<span class="home-note">{escaped(line.group)}</span>' if with_group else ""
    return (
        f'<li><a class="home-line" href="{escaped(url)}">'
        f'<span class="home-title">{escaped(line.name)} <small>{escaped(line.staff_number)}</small>'
        f"</span>{note}{tag(_('%(n)d behind') % {'n': line.missing}, 'warning')}</a></li>"
    )


def group_row(group: GroupFigures, url: str) -> SafeString:
    """A group, how many in it are behind, and how far it is."""
    name = group.name or _("Without a main group")
    note = ""
    if group.people_behind:
        words = _("%(n)s of %(people)s behind") % {"n": group.people_behind, "people": group.people}
        note = f'<span class="home-note">{escaped(words)}</span>'
    bar = progress(group.progress.done_now, group.progress.owed_now, name)
    return SafeString(
        f'<li><a class="home-line" href="{escaped(url)}">'
        f'<span class="home-title">{escaped(name)}</span>{note}{bar}</a></li>'
    )


def _progress_words(line: OwedLine) -> str:
    """Of a rhythm the span that runs now; else the whole term, with its last day."""
    span = line.this_span
    if line.requirement.is_rhythm and span is not None:
        if span.is_met:
            return _("Done for now; %(done)d of %(owed)d in the term") % {
                "done": line.done,
                "owed": line.owed,
            }
        return _("%(done)d of %(owed)d by %(day)s") % {
            "done": span.done,
            "owed": span.owed,
            "day": school_date(span.span.due_at),
        }
    return _("%(done)d of %(owed)d by %(day)s") % {
        "done": line.done,
        "owed": line.owed,
        "day": school_date(line.due_at),
    }
