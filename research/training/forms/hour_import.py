"""Uploading the district's sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.sheets.read import MAX_FILE_BYTES
from portal.ui.forms import PortalForm


class HourSheetForm(PortalForm):
    file = forms.FileField(
        label=_("District sheet"),
        help_text=_(
            "As the district's platform exports it: .xlsx, .xls or .csv; a line for each training,"
            " or one total per person. Nothing is stored before you confirm."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.et"}),
    )
    year = forms.IntegerField(
        label=_("Year"),
        min_value=2000,
        max_value=2100,
        help_text=_("For rows that do not say it themselves."),
    )
    as_of = forms.DateField(
        label=_("As of"),
        widget=forms.DateInput(),
        help_text=_("The day of the export: a total counts up to it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = clock.today()
        kwargs.setdefault("initial", {"year": today.year, "as_of": today})
        super().__init__(*args, **kwargs)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > MAX_FILE_BYTES:
            limit = MAX_FILE_BYTES // 1024 // 1024
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB."), params={"limit": limit}
            )
        return file
