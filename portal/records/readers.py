"""Who will read what is being written, in one sentence for beside each text field."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.records.kinds import Reviewer, kind_of
from portal.records.levels import reviewing
from portal.records.models import Record, ReviewLevel, Visibility


def read_by(record: Record) -> str:
    """The sentence “Read by: your group leader Zhou Jing …”; three queries at most.

    `record` may be unsaved; it needs kind, author, group and visibility.
    """
    shared = _shared_with(record.visibility)
    if kind_of(record).reviewer is Reviewer.NOBODY:
        return _("Read by: %(others)s.") % {"others": shared or _("the research office")}
    level, people = reviewing(record)
    if level == ReviewLevel.LEADER:
        names = _(", ").join(person.name for person in people)
        reviewer = _("your group leader %(names)s") % {"names": names}
    elif level == ReviewLevel.PRINCIPAL:
        reviewer = _("the principal")
    else:
        reviewer = _("the research office")
    if not shared:
        return _("Read by: %(reviewer)s.") % {"reviewer": reviewer}
    return _("Read by: %(reviewer)s; once submitted also %(others)s.") % {
        "reviewer": reviewer,
        "others": shared,
    }


def _shared_with(visibility: str) -> str:
    return {
        Visibility.GROUP.value: _("the colleagues in your group"),
        Visibility.SCHOOL.value: _("the whole school"),
        Visibility.NAMED.value: _("those who take part"),
    }.get(visibility, "")
