"""Which of Lin's activities, decisions and records a page about one of them opens."""

from portal.records.attach import attach_file
from research.activities.decide_in_group import note_decision
from research.activities.models import Nomination, PlanImport
from research.activities.set_agenda import add_item
from research.activities.tests.factories import ActivityFactory
from research.reflections.tests.factories import LessonReflectionFactory
from tests.files import photo


def records(cast):
    return {"activity": ActivityFactory(author=cast.lin)}


def objects(cast):
    activity = ActivityFactory(author=cast.lin, topic="单元整体教学")
    key = {"pk": activity.pk}
    item = add_item(activity, by=cast.lin, words="一课一得")
    decision = note_decision(
        activity, text="整理预习单", owner=cast.lin, due_on=activity.occurred_on, by=cast.lin
    )
    record = LessonReflectionFactory(author=cast.lin, submitted=True)
    offer = Nomination.objects.create(
        record=record, group=activity.group, nominated_by=cast.lin, activity=activity
    )
    file = attach_file(photo(), by=cast.lin, record=activity)
    acts = ("announce", "move", "cancel", "hold", "agenda", "agenda_add", "minutes", "photos")
    sheet = PlanImport.objects.create(owner=cast.lin, file_name="计划.xlsx")
    return {
        **{f"activities:{act}": key for act in acts},
        "activities:agenda_item": key | {"item": item.pk},
        "activities:nomination": key | {"nomination": offer.pk},
        "activities:photo_remove": key | {"uid": file.uid},
        "activities:decision_new": key,
        "activities:decision_drop": key | {"decision": decision.pk},
        "activities:bring": {"pk": record.pk},
        "activities:decision_done": {"pk": decision.pk},
        **{
            f"activities:import_{act}": {"uid": sheet.uid}
            for act in ("detail", "confirm", "rejected", "back")
        },
    }
