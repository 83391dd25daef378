"""Asking the office to correct what one cannot edit oneself, and the answer."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.notices.post import post_notice
from portal.people.models import Act, CorrectionRequest, Role, User, record_audit_event
from portal.refusal import Refused


@transaction.atomic
def ask_for_correction(person: User, words: str) -> CorrectionRequest:
    """Keep the request and tell the office. Raises Refused `no_words`."""
    if not words.strip():
        raise Refused("no_words", _("Say what should be corrected."))
    request = CorrectionRequest.objects.create(person=person, words=words.strip())
    post_notice(
        "correction_wanted",
        to=User.objects.in_service().with_role(Role.RESEARCH_OFFICE, on=clock.today()),
        key=f"correction_wanted:{request.pk}",
        params={"person": person.name},
        url=reverse("people:staff_detail", args=[person.pk]),
    )
    return request


@transaction.atomic
def answer_correction(request: CorrectionRequest, answer: str, *, by: User) -> None:
    """Close the request with words for the one who asked; repeating it changes nothing."""
    request = CorrectionRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.answered_at:
        return
    request.answer = answer.strip()
    request.answered_at = clock.now()
    request.answered_by = by
    request.save(update_fields=["answer", "answered_at", "answered_by"])
    post_notice(
        "correction_answered",
        to=[request.person],
        key=f"correction_answered:{request.pk}",
        params={"answer": request.answer},
        url=reverse("people:my_data"),
    )
    record_audit_event(None, Act.CHANGED, request.person, actor=by, correction=request.pk)
