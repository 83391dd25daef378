"""The kinds of record of training hours: a session at school, and a teacher's own claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.people.models import Role
from portal.records.kinds import RecordKind, Reviewer, Standing, kinds
from portal.records.models import Record, State, Visibility
from portal.refusal import Refused
from portal.ui.actions import Action
from research.training.follow_claim import follow_claim
from research.training.forms.claim import ClaimForm
from research.training.forms.session import SessionForm
from research.training.models import HourState, TrainingClaim, TrainingSession
from research.training.pages import ClaimFormView, SessionFormView
from research.training.tables.records import ClaimTable, SessionTable

if TYPE_CHECKING:
    from portal.people.models import User

#: Word, tone and icon of each state of a claim, in the office's terms.
CLAIM_STATES = {
    State.SUBMITTED: (HourState.CLAIMED.label, "info", "hourglass"),
    State.ACCEPTED: (HourState.VERIFIED.label, "success", "circle-check"),
}


def claim_standing(record: Record) -> Standing | None:
    """待认定, 已认定, 不予认定; a draft and what was sent back keep the portal's own words."""
    claim = record if isinstance(record, TrainingClaim) else record.trainingclaim
    if claim.is_rejected:
        return Standing(HourState.REJECTED.label, "danger", "circle-x")
    known = CLAIM_STATES.get(State(record.state))
    return Standing(*known) if known else None


def claim_actions(record: Record, user: User) -> list[Action]:
    """The office's third answer, beside accepting and returning."""
    if not record.is_submitted or not user.has_perm("training.training_claim.decide", record):
        return []
    url = reverse("training:claim_reject", args=[record.pk])
    return [
        Action(
            "reject", gettext_lazy("Do not recognise"), url, "get", tone="danger", icon="circle-x"
        )
    ]


def require_proof(record: Record) -> None:
    """A claim has its certificate; what was not recognised stays so.

    Raises Refused `rejected`, `no_proof`.
    """
    claim = record if isinstance(record, TrainingClaim) else record.trainingclaim
    if claim.is_rejected:
        raise Refused("rejected", _("The office has decided on this claim; it cannot come again."))
    if not record.attachments.exists():
        raise Refused("no_proof", _("Add a photo of the certificate before you submit."))


def office_acts(user: User, record: Record) -> bool:
    """A session is the office's, whoever of it planned it."""
    return Role.RESEARCH_OFFICE in user.roles


def session_standing(record: Record) -> Standing | None:
    """A session lives by its stage, not by being handed in."""
    session = record if isinstance(record, TrainingSession) else record.trainingsession
    tone = {"held": "success", "cancelled": "danger"}.get(session.stage, "info")
    return Standing(session.get_stage_display(), tone, "")


TRAINING_CLAIM = kinds.register(
    RecordKind(
        slug="training_claim",
        folder="claims",
        model=TrainingClaim,
        form=ClaimForm,
        table=ClaimTable,
        label=gettext_lazy("Claim of hours"),
        plural=gettext_lazy("Claims of hours"),
        icon="award",
        reviewer=Reviewer.OFFICE,
        archive_section="B3",
        visibility=Visibility.NAMED,
        visibilities=(Visibility.NAMED,),
        also_read_by=frozenset({Role.PRINCIPAL}),
        fact_fields=(
            "category",
            "organiser",
            "level",
            "mode",
            "hours",
            "ends_on",
            "certificate_number",
        ),
        list_template="training/claim_list.html",
        detail_template="training/claim_detail.html",
        form_template="training/claim_form.html",
        pages={"form": ClaimFormView},
        max_pictures=4,
        standing=claim_standing,
        actions=claim_actions,
        require_ready=require_proof,
        moved=follow_claim,
    )
)
TRAINING_SESSION = kinds.register(
    RecordKind(
        slug="training_session",
        folder="sessions",
        model=TrainingSession,
        form=SessionForm,
        table=SessionTable,
        label=gettext_lazy("Training session"),
        plural=gettext_lazy("Training sessions"),
        icon="presentation",
        reviewer=Reviewer.NOBODY,
        archive_section="B3",
        visibility=Visibility.SCHOOL,
        visibilities=(Visibility.SCHOOL,),
        fact_fields=("training", "starts_at", "ends_at", "mode", "place", "speaker", "hours"),
        pages={"form": SessionFormView},
        acts_as_author=office_acts,
        standing=session_standing,
    )
)
