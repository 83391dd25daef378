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


TRACKED = (
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


def register_history() -> None:
    """Only the columns of each table: its neighbours keep a history of their own."""
    for model in TRACKED:
        columns = [field.name for field in model._meta.concrete_fields]
        auditlog.register(model, include_fields=[name for name in columns if name not in UNTRACKED])
