"""Uploading a roster, and choosing whose first passwords to print."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.people.models import Group
from portal.sheets.read import MAX_FILE_BYTES
from portal.ui.forms import PortalForm


class RosterForm(PortalForm):
    file = forms.FileField(
        label=_("Roster"),
        help_text=_(
            "The sheet as the school keeps it: .xlsx, .xls or .csv. Titles above the header,"
            " merged groups and dates in any style may stay. Nothing is stored before you confirm."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.et"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > MAX_FILE_BYTES:
            limit = MAX_FILE_BYTES // 1024 // 1024
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB."), params={"limit": limit}
            )
        return file


class SlipsFilterForm(PortalForm):
    """Whose first passwords: everybody's, or one group's."""

    group = forms.ModelChoiceField(
        label=_("Group"),
        queryset=Group.objects.active(),
        required=False,
        empty_label=_("Everybody"),
    )
