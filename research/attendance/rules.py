"""Who may do what with attendance; read the table at the end.

Who runs the sign-in of a gathering is said by its kind: the permission
`run_sign_in` in the table of its own app (chair, recorders, the group's
leader). Signing in needs a code and no permission; leave is asked by whoever
is expected.
"""

from __future__ import annotations

import rules

from portal.access import register_access
from portal.people.models import User
from portal.people.rules import is_office, is_principal, is_research_office
from portal.records.kinds import kind_of
from portal.records.models import Record
from research.attendance.gatherings import may_attend
from research.attendance.models import Gathering


@rules.predicate
def runs_sign_in(user: User, record: Record | None) -> bool:
    """As the gathering's own app says."""
    return record is not None and user.has_perm(kind_of(record).permission("run_sign_in"), record)


@rules.predicate
def attends(user: User, gathering: Gathering | None) -> bool:
    """Sees the gathering, or is on its list."""
    return gathering is not None and user.is_authenticated and may_attend(user, gathering)


ACCESS = {
    "attendance.sign_in.run": runs_sign_in,
    "attendance.leave.ask": attends,
    # Why somebody was away: for who keeps the list, the office and the principal.
    "attendance.reasons": runs_sign_in | is_research_office | is_principal,
    "attendance.setting.edit": is_office,
}
register_access(ACCESS)
