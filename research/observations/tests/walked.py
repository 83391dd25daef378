"""What the permission walk opens of this app: an observation that Lin wrote, and the rubric."""

from research.observations.models import Rubric
from research.observations.tests.factories import hand_in
from tests.factories import UserFactory


def records(cast):
    return {"observation": hand_in(cast.lin, teacher=UserFactory(staff_number="1030"))}


def objects(cast):
    return {"observations:rubric_edit": {"pk": Rubric.objects.get(version=1).pk}}
