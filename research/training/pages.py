"""Where the machine's form pages begin differently: a claim's words, a session's training."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from portal.records.models import Record
from portal.records.views.form import RecordFormView


class ClaimFormView(RecordFormView):
    def _title(self) -> str:
        return _("Claim hours") if self.record is None else super()._title()

    def _say_what_happened(self, record: Record, *, is_handed_in: bool) -> None:
        if is_handed_in:
            messages.success(
                self.request, _("Claimed. The research office verifies it; you will hear.")
            )
        else:
            super()._say_what_happened(record, is_handed_in=is_handed_in)


class SessionFormView(RecordFormView):
    """New from the page of its training, which the address names."""

    def _title(self) -> str:
        return _("Plan a session") if self.record is None else super()._title()

    def _initial(self) -> dict[str, Any]:
        initial = super()._initial()
        if self.record is None and self.request.GET.get("training", "").isdecimal():
            initial["training"] = int(self.request.GET["training"])
        return initial
