"""Who may read whose archive: oneself, the research office, the principal, and the leader.

The leader of a teaching-research or lesson-preparation group reads those of
its members, and in them only the group's requirements and the records shared
with the leader (portal.archive.contents sees to that).
"""

import rules

from portal.access import register_access
from portal.people.models import GroupKind, User
from portal.people.rules import is_active_staff, is_principal, is_research_office

TWO_GROUPS = {GroupKind.RESEARCH_GROUP, GroupKind.PREP_GROUP}


def groups_led(user: User) -> set[int]:
    """Ids of the 两组 that the user leads today; a grade team has no research duties."""
    return {group for group, leads, kind in user.memberships_today if leads and kind in TWO_GROUPS}


@rules.predicate
def is_own_archive(user: User, person: User | None) -> bool:
    return person is not None and user.pk == person.pk


@rules.predicate
def leads_person(user: User, person: User | None) -> bool:
    led = groups_led(user)
    return bool(led) and person is not None and not led.isdisjoint(person.group_ids)


@rules.predicate
def leads_two_groups(user: User) -> bool:
    return bool(groups_led(user))


sees_every_archive = is_research_office | is_principal

ACCESS = {
    "archive.mine": is_active_staff,
    "archive.person.view": is_active_staff & (is_own_archive | sees_every_archive | leads_person),
    "archive.person.export": is_active_staff & (is_own_archive | sees_every_archive | leads_person),
    "archive.people.list": is_active_staff & (sees_every_archive | leads_two_groups),
    "archive.people.export": sees_every_archive,
}
register_access(ACCESS)
