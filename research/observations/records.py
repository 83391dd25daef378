"""The kind of record that an observation is; docs/rules.md#observations has its numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.people.models import Role
from portal.records.kinds import RecordKind, Reviewer, UsualAmount, kinds
from portal.records.models import Record, Visibility
from portal.refusal import Refused
from research.observations.filters import ObservationFilter
from research.observations.forms import ObservationForm
from research.observations.models import Observation, Occasion
from research.observations.printed import observation_sheet
from research.observations.tables import ObservationTable
from research.observations.tell import follow_move
from research.observations.views.detail import ObservationDetailView
from research.observations.views.form import ObservationFormView


def require_ready(record: Record) -> None:
    """Handed in is what was scored, and says something of the lesson.

    Refused: `not_scored`, `nothing_written`, `proof_missing`.
    """
    assert isinstance(record, Observation)  # noqa: S101 - the kind's own model
    if record.total is None and record.rubric is not None:
        raise Refused("not_scored", _("Give points in every dimension before you hand it in."))
    if not (record.strengths or record.suggestions or record.notes.exists()):
        raise Refused("nothing_written", _("Write a few notes, strengths or suggestions first."))
    if record.occasion == Occasion.OUTSIDE and not record.attachments.exists():
        raise Refused(
            "proof_missing",
            _("Attach a proof that you heard it: a photo, an invitation, a signed sheet."),
        )


OBSERVATION = kinds.register(
    RecordKind(
        slug="observation",
        model=Observation,
        form=ObservationForm,
        table=ObservationTable,
        filters=ObservationFilter,
        list_template="observations/observation_list.html",
        detail_template="observations/observation_detail.html",
        form_template="observations/observation_form.html",
        label=gettext_lazy("Observation"),
        plural=gettext_lazy("Observations"),
        icon="ear",
        reviewer=Reviewer.NOBODY,
        archive_section="C4",
        visibility=Visibility.NAMED,
        visibilities=(Visibility.NAMED,),
        also_read_by=frozenset({Role.GUIDANCE}),
        leaders_read=True,
        body_fields=("strengths", "suggestions"),
        fact_fields=("occasion", "class_name", "subject", "lesson_type", "period", "minutes"),
        usually_owed=UsualAmount(count=15),
        require_ready=require_ready,
        moved=follow_move,
        printed=observation_sheet,
        uncounted=Observation.objects.too_short,
        pages={"detail": ObservationDetailView, "form": ObservationFormView},
    )
)
