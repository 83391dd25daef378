"""Who changed a record, a decision, a comment or a stand-in: kept by django-auditlog.

Long texts and the text for search are left out: the log would hold every
version of every text, also of what its author keeps to themselves. That a
text was saved still shows by the record's version.
"""

from auditlog.registry import auditlog
from django.db.models import Model

from portal.records.kinds import kinds
from portal.records.models import Comment, Record, Review, StandIn

UNTRACKED = {"text", "created_at", "updated_at", "record_ptr"}


def register_audit() -> None:
    """Called once the kinds are known; a kind's rows are saved as its own model."""
    for model in (Record, Review, Comment, StandIn):
        _register(model, UNTRACKED)
    for kind in kinds:
        if not auditlog.contains(kind.model):
            _register(kind.model, UNTRACKED | set(kind.body_fields))


def _register(model: type[Model], untracked: set[str]) -> None:
    names = [field.name for field in model._meta.concrete_fields]
    auditlog.register(model, include_fields=[name for name in names if name not in untracked])
