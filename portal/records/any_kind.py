"""Tables whose rows are records of any kind: each leads to its own kind's page."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from portal.records.kinds import kind_of
from portal.records.models import Record
from portal.ui.markup import escaped, link
from portal.ui.tables import PortalTable, row_url


class AnyKindTable(PortalTable):
    """For a table with a column `title`; a row needs `kind`, `title` and the primary key."""

    @cached_property
    def url_of(self) -> dict[str, Any]:
        """Kind → function from primary key to address, filled as kinds are met."""
        return {}

    def address(self, record: Record) -> str:
        kind = kind_of(record)
        if kind.slug not in self.url_of:
            self.url_of[kind.slug] = row_url(f"{kind.app_label}:{kind.slug}_detail")
        return str(self.url_of[kind.slug](record.pk))

    def render_title(self, value: str, record: Record) -> SafeString:
        return SafeString(
            f"{link(self.address(record), value)} <small>{escaped(kind_of(record).label)}</small>"
        )
