"""What the office types into a writing template."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.records.kinds import RecordKind, kinds
from portal.records.prose import clean_prose, prose_to_typed
from portal.ui.forms import PortalModelForm
from research.reflections.models import WritingTemplate
from research.reflections.records import KIND_SLUGS

PREFIX = "text_"


def templated_kinds() -> list[RecordKind]:
    """Kinds whose form offers templates: all but the puzzle, which is one question."""
    return [kinds.get(slug) for slug in KIND_SLUGS if slug != "puzzle"]


class TemplateForm(PortalModelForm):
    """Name and order, and one field for each long text of the kind."""

    class Meta:
        model = WritingTemplate
        fields = ("name", "is_active", "position")

    def __init__(self, *args: Any, kind: RecordKind, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)
        self.instance.kind = kind.slug
        for name in kind.body_fields:
            self.fields[PREFIX + name] = forms.CharField(
                label=kind.model._meta.get_field(name).verbose_name,
                required=False,
                widget=forms.Textarea({"rows": 6}),
                initial=prose_to_typed(self.instance.texts.get(name, "")),
                help_text=_("What stands there when a teacher begins."),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        texts = {
            name: clean_prose(cleaned.get(PREFIX + name) or "") for name in self.kind.body_fields
        }
        self.instance.texts = {name: text for name, text in texts.items() if text}
        if not self.instance.texts:
            raise forms.ValidationError(_("Write at least one text."), code="empty")
        return cleaned
