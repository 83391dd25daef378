"""Who may do what with notices: everyone reads their own, the office sees whom none reaches.

This app stands below the people, so the two roles are named by their values.
"""

from typing import Any

import rules

from portal.access import register_access


def holds_any(*names: str) -> rules.Predicate:
    @rules.predicate(name=f"holds_any_of_{'_'.join(names)}")
    def has_role(user: Any) -> bool:
        return bool(
            user.is_authenticated
            and user.is_active
            and any(role.value in names for role in user.roles)
        )

    return has_role


is_office = holds_any("research_office", "administrator")
is_administrator = holds_any("administrator")

ACCESS = {
    "notices.mine": rules.is_authenticated,
    "notices.unreachable": is_office,
    "notices.outbox": is_administrator,
}
register_access(ACCESS)
