"""What the pages of one kind have in common: the kind, and its row of the table."""

from __future__ import annotations

from typing import ClassVar

from django.views import View

from portal.access import PermissionMixin
from portal.records.kinds import RecordKind


class KindView(PermissionMixin, View):
    """Made by `record_urls` with `as_view(kind=KIND)`; `act` names the permission."""

    #: Declared here because `as_view()` takes only what its class declares.
    kind: ClassVar[RecordKind] = None  # type: ignore[assignment]
    act: str = ""

    def get_permission(self) -> str:
        return self.kind.permission(self.act)
