"""Uploading a ZIP of Word files: what they are, and for which term."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.records.kinds import RecordKind, kinds
from portal.records.word.packed import MAX_ZIP_BYTES
from portal.terms.models import Term
from portal.ui.forms import PortalForm


class WordZipForm(PortalForm):
    kind = forms.ChoiceField(label=_("What the files are"))
    term = forms.ModelChoiceField(label=_("Term"), queryset=Term.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("ZIP of Word files"),
        help_text=_(
            "Each named like 姓名-题目.docx, with the staff number in front if two people share"
            " a name; folders may stay. Nothing is stored about anybody before you confirm."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        takes = [kind for kind in kinds if kind.from_word]
        self.fields["kind"].choices = [(kind.slug, kind.plural) for kind in takes]
        self.fields["term"].queryset = Term.objects.newest_first().select_related("school_year")
        self.fields["term"].initial = Term.objects.current()

    def clean_kind(self) -> RecordKind:
        return kinds.get(self.cleaned_data["kind"])

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > MAX_ZIP_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB."),
                params={"limit": MAX_ZIP_BYTES // 1024 // 1024},
            )
        return file
