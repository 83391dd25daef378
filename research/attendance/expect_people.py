"""Who is expected (应到): the group as a rule, and whoever the leader adds or leaves out.

May be changed until the gathering is held; afterwards the recorder's list
adds who came all the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from portal.people.models import User
from portal.refusal import Refused
from research.attendance.models import ATTENDED, Attendance, Gathering, Stage


@transaction.atomic
def expect_people(gathering: Gathering, people: Iterable[User | int]) -> int:
    """Expect these people (or their ids) and nobody else; returns how many.

    Repeating it changes nothing. A leave that was asked for stays; who signed
    in already and is not among them stays on the list as not expected.
    Refused: `already_held`, `cancelled`. At most five queries.
    """
    require_not_held(gathering)
    wanted = {person if isinstance(person, int) else person.pk for person in people}
    rows = Attendance.objects.of(gathering)
    known = dict(rows.values_list("person_id", "is_expected"))
    rows.exclude(person_id__in=wanted).exclude(status__in=ATTENDED).delete()
    rows.exclude(person_id__in=wanted).filter(is_expected=True).update(is_expected=False)
    rows.filter(person_id__in=wanted, is_expected=False).update(is_expected=True)
    Attendance.objects.bulk_create(
        [
            Attendance(record_id=gathering.pk, person_id=person_id)
            for person_id in sorted(wanted - known.keys())
        ],
        ignore_conflicts=True,
    )
    return len(wanted)


def require_not_held(gathering: Gathering) -> None:
    if gathering.stage == Stage.HELD:
        raise Refused(
            "already_held",
            _("The meeting was held; who came all the same is added on the recorder's list."),
        )
    if gathering.is_cancelled:
        raise Refused("cancelled", _("This meeting was cancelled."))
