"""People: staff, their groups, posts, titles, honours and roles."""

from portal.people.models.audit import Act, AuditEvent, record_audit_event
from portal.people.models.career import Honour, HonourLevel, HonourName, Post, Title, TitleHolding
from portal.people.models.correction import CorrectionRequest
from portal.people.models.group import Group, GroupKind, Membership, Subject
from portal.people.models.import_run import ImportRow, ImportRun, ImportTrace, PasswordSlips
from portal.people.models.role import Role, RoleGrant
from portal.people.models.user import User

__all__ = [
    "Act",
    "AuditEvent",
    "CorrectionRequest",
    "Group",
    "GroupKind",
    "Honour",
    "HonourLevel",
    "HonourName",
    "ImportRow",
    "ImportRun",
    "ImportTrace",
    "Membership",
    "PasswordSlips",
    "Post",
    "Role",
    "RoleGrant",
    "Subject",
    "Title",
    "TitleHolding",
    "User",
    "record_audit_event",
]
