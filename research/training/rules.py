"""Who may do what with training hours; read the table at the end.

A teacher sees and claims their own; the research office plans, verifies,
imports and decides; the principal reads. No group leader sees anybody's hours.
"""

from __future__ import annotations

import rules

from portal.access import register_access
from portal.people.models import Role, User
from portal.people.rules import (
    is_active_staff,
    is_research_office,
    is_teacher,
    is_themselves,
    sees_whole_school,
)
from portal.records.models import Record
from portal.records.rules import can_view, decides, is_author, is_open_for_editing
from research.training.models import HourEntry, TrainingClaim


@rules.predicate
def is_not_rejected(user: User, record: Record | None) -> bool:
    return (
        record is None or not TrainingClaim.objects.filter(pk=record.pk, is_rejected=True).exists()
    )


@rules.predicate
def is_of_own_hours(user: User, entry: HourEntry | None) -> bool:
    return entry is not None and entry.person_id == user.pk


@rules.predicate
def reads_all_hours(user: User) -> bool:
    return bool(user.is_authenticated and user.roles & {Role.RESEARCH_OFFICE, Role.PRINCIPAL})


ACCESS = {
    "training.hours.mine": is_active_staff,
    "training.hours.person": reads_all_hours | is_themselves,
    "training.hours.entry": reads_all_hours | is_of_own_hours,
    "training.hours.register": reads_all_hours | is_themselves,
    "training.hours.register_all": sees_whole_school,
    "training.hours.pass_rate": sees_whole_school,
    "training.hours.export": sees_whole_school,
    "training.hours.remind": is_research_office,
    "training.hours.reconcile": is_research_office | reads_all_hours,
    "training.hours.decide": is_research_office,
    "training.hours.import": is_research_office,
    "training.hours.rules": sees_whole_school,
    "training.hours.set_rules": is_research_office,
    "training.hours.set_cycle": is_research_office,
    "training.training.list": is_active_staff,
    "training.training.view": is_active_staff,
    "training.training.edit": is_research_office,
    "training.training.give_hours": is_research_office,
    "training.training_claim.list": is_active_staff,
    "training.training_claim.export": is_active_staff,
    "training.training_claim.new": is_teacher,
    "training.training_claim.view": can_view,
    "training.training_claim.edit": is_author & is_open_for_editing & is_not_rejected,
    "training.training_claim.submit": is_author & is_not_rejected,
    "training.training_claim.recall": is_author & is_not_rejected,
    "training.training_claim.withdraw": is_author & is_not_rejected,
    "training.training_claim.decide": decides,
    "training.training_claim.comment": can_view,
    "training.training_session.list": is_active_staff,
    "training.training_session.export": is_active_staff,
    "training.training_session.new": is_research_office,
    "training.training_session.view": can_view,
    "training.training_session.edit": is_research_office & is_open_for_editing,
    "training.training_session.submit": rules.always_false,
    "training.training_session.recall": rules.always_false,
    "training.training_session.withdraw": rules.always_false,
    "training.training_session.decide": decides,
    "training.training_session.comment": can_view,
    "training.training_session.run_sign_in": is_research_office,
}
register_access(ACCESS)
