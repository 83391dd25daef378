"""The office's page of the rubric: its name, from which term, dimensions and grades."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.terms.models import Term
from portal.ui.forms import PortalForm
from research.observations.define_rubric import BandRow, DimensionRow
from research.observations.models import Rubric
from research.observations.models.rubric import FULL_MARKS

#: Empty rows below those there are.
SPARE_DIMENSIONS, SPARE_BANDS = 3, 2


class RubricForm(PortalForm):
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=60)
    from_term = forms.ModelChoiceField(
        Term.objects.newest_first(),
        label=_("Serves from"),
        required=False,
        empty_label=_("From the beginning"),
    )


class DimensionForm(PortalForm):
    """A row whose name is empty is left out."""

    name = forms.CharField(label=_("Dimension"), max_length=40, required=False)
    weight = forms.IntegerField(
        label=_("Full marks"), min_value=1, max_value=FULL_MARKS, required=False
    )
    hint = forms.CharField(label=_("What to look at"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name") and not cleaned.get("weight") and "weight" not in self.errors:
            self.add_error("weight", _("Say how many points."))
        return cleaned


class BandForm(PortalForm):
    name = forms.CharField(label=_("Name of the grade"), max_length=20, required=False)
    lowest = forms.IntegerField(
        label=_("From so many points"), min_value=0, max_value=FULL_MARKS, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name") and cleaned.get("lowest") is None and "lowest" not in self.errors:
            self.add_error("lowest", _("Say from how many points."))
        return cleaned


DimensionFormSet = formset_factory(DimensionForm, extra=SPARE_DIMENSIONS)
BandFormSet = formset_factory(BandForm, extra=SPARE_BANDS)


class RubricForms:
    """The three parts of the page, filled from a version or from what was sent."""

    def __init__(self, rubric: Rubric, data: Any = None) -> None:
        self.rubric = rubric
        top = {"name": rubric.name, "from_term": rubric.from_term_id}
        self.top = RubricForm(data, initial=top)
        self.dimensions = DimensionFormSet(
            data,
            prefix="dimension",
            initial=list(rubric.dimensions.values("name", "weight", "hint")),
        )
        self.bands = BandFormSet(
            data, prefix="band", initial=list(rubric.bands.values("name", "lowest"))
        )

    def is_valid(self) -> bool:
        return all([self.top.is_valid(), self.dimensions.is_valid(), self.bands.is_valid()])

    def dimension_rows(self) -> list[DimensionRow]:
        rows = (form.cleaned_data for form in self.dimensions)
        return [
            DimensionRow(row["name"], row["weight"], row["hint"]) for row in rows if row.get("name")
        ]

    def band_rows(self) -> list[BandRow]:
        rows = (form.cleaned_data for form in self.bands)
        return [BandRow(row["name"], row["lowest"]) for row in rows if row.get("name")]
