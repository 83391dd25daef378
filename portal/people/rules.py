"""Who may do what with people: predicates used everywhere, then the table."""

import rules

from portal.access import register_access
from portal.people.models import Role, User


def holds(role: Role) -> rules.Predicate:
    """A predicate: the user holds `role` today."""

    @rules.predicate(name=f"is_{role.value}")
    def has_role(user: User) -> bool:
        return bool(user.is_authenticated and user.is_active and role in user.roles)

    return has_role


is_research_office = holds(Role.RESEARCH_OFFICE)
is_academic_affairs = holds(Role.ACADEMIC_AFFAIRS)
is_principal = holds(Role.PRINCIPAL)
is_supervisor = holds(Role.SUPERVISOR)
is_guidance = holds(Role.GUIDANCE)
is_expert = holds(Role.EXPERT)
is_administrator = holds(Role.ADMINISTRATOR)


@rules.predicate
def is_active_staff(user: User) -> bool:
    """Everyone on the staff; an external expert is a guest and is not."""
    return bool(
        user.is_authenticated
        and user.is_active
        and (Role.EXPERT not in user.roles or len(user.roles) > 1)
    )


@rules.predicate
def is_teacher(user: User) -> bool:
    return bool(is_active_staff(user) and user.is_teacher)


@rules.predicate
def is_group_leader(user: User) -> bool:
    return bool(is_active_staff(user) and user.led_group_ids)


is_office = is_research_office | is_administrator
sees_whole_school = is_research_office | is_principal | is_administrator


@rules.predicate
def is_themselves(user: User, person: User | None) -> bool:
    return bool(person is not None and user.is_authenticated and user.pk == person.pk)


ACCESS = {
    "people.staff.list": is_active_staff,
    "people.staff.view": is_active_staff | is_themselves,
    "people.staff.private": is_office | is_themselves,
    "people.staff.import": is_office,
    "people.staff.export": is_office,
    "people.staff.new": is_office,
    "people.staff.edit": is_office,
    "people.staff.reset_password": is_office,
    "people.staff.deactivate": is_office & ~is_themselves,
    "people.staff.reactivate": is_office,
    "people.staff.answer_correction": is_office,
    "people.group.list": is_active_staff,
    "people.group.view": is_active_staff,
    "people.group.edit": is_office,
    "people.role.list": sees_whole_school,
    "people.role.grant": is_administrator,
    "people.audit.list": is_office,
    "people.own_data": rules.is_authenticated,
}
register_access(ACCESS)
