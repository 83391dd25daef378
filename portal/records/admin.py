"""What the office sets for a kind of record, in Django's administration."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from portal.records.kinds import kinds
from portal.records.models import RecordKindSetting


@admin.register(RecordKindSetting)
class RecordKindSettingAdmin(admin.ModelAdmin):
    list_display = ["kind_label", "min_characters"]

    @admin.display(description=RecordKindSetting._meta.get_field("kind").verbose_name)
    def kind_label(self, row: RecordKindSetting) -> str:
        return str(kinds.get(row.kind).label) if row.kind in kinds else row.kind

    def formfield_for_dbfield(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "kind":
            choices = [(kind.slug, kind.label) for kind in kinds]
            return forms.ChoiceField(choices=choices, label=field.verbose_name)
        return super().formfield_for_dbfield(field, request, **kwargs)
