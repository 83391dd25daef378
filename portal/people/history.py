"""Which rows keep the history of their changes (django-auditlog)."""

from auditlog.registry import auditlog

from portal.people.models import (
    CorrectionRequest,
    Group,
    Honour,
    Membership,
    Post,
    RoleGrant,
    Subject,
    TitleHolding,
    User,
)

#: A password's hash is nobody's to read, and a sign-in is not a change.
UNTRACKED = ["password", "last_login", "pinyin", "updated_at", "created_at"]


def register_history() -> None:
    auditlog.register(User, exclude_fields=UNTRACKED)
    auditlog.register(Group, exclude_fields=["pinyin"])
    for model in (CorrectionRequest, Honour, Membership, Post, RoleGrant, Subject, TitleHolding):
        auditlog.register(model)
