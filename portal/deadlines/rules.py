"""Who may do what with what is owed; read the table at the end."""

from __future__ import annotations

import rules

from portal.access import register_access
from portal.people.models import Membership, User
from portal.people.rules import (
    is_active_staff,
    is_group_leader,
    is_office,
    is_themselves,
    sees_whole_school,
)


@rules.predicate
def leads_them(user: User, person: User | None) -> bool:
    """The user leads a group of this person's today."""
    if person is None or not user.led_group_ids:
        return False
    if person.main_group_id in user.led_group_ids:
        return True
    return (
        Membership.objects.filter(group__in=user.led_group_ids, person=person)
        .filter(ends_on__isnull=True)
        .exists()
    )


sees_completion = sees_whole_school | is_group_leader

ACCESS = {
    "deadlines.owed.mine": is_active_staff,
    "deadlines.owed.person": is_themselves | sees_whole_school | leads_them,
    "deadlines.owed.matrix": sees_completion,
    "deadlines.owed.export": sees_completion,
    "deadlines.owed.remind": sees_completion,
    "deadlines.requirement.list": sees_whole_school,
    "deadlines.requirement.edit": is_office,
    "deadlines.excuse.list": sees_whole_school,
    "deadlines.excuse.grant": is_office,
}
register_access(ACCESS)
