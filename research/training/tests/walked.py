"""What the walk of rights opens of training hours; everything is Lin's."""

import io

from portal.jobs.run import run_due_jobs
from portal.sheets.write import write_workbook
from research.training.district.preview import start_import
from research.training.models import HourDecision
from research.training.tests.factories import ClaimFactory, EntryFactory, SessionFactory


def records(cast):
    claim = ClaimFactory(author=cast.lin, term=cast.term, submitted=True)
    session = SessionFactory(term=cast.term, training__created_by=cast.wu, author=cast.wu)
    return {"training_claim": claim, "training_session": session}


def objects(cast):
    session = SessionFactory(term=cast.term, training__created_by=cast.wu, author=cast.wu)
    claim = ClaimFactory(author=cast.lin, term=cast.term, submitted=True)
    entry = EntryFactory(person=cast.lin)
    sheet = write_workbook("学时", ["工号", "培训项目", "学时"], [["1001", "讲座", 4]])
    run = start_import(io.BytesIO(sheet), "学时.xlsx", year=2026, as_of=cast.day, by=cast.wu)
    run_due_jobs()
    decision = HourDecision.objects.create(
        person=cast.lin,
        one="claim:1",
        other="district:1",
        verdict="district",
        words="以区为准",
        by=cast.wu,
        at=entry.updated_at,
    )
    training = session.training_id
    of_run = ("detail", "answer", "confirm", "undo", "rejected")
    return {
        **{f"training:{page}": {"pk": cast.lin.pk} for page in ("person", "decide")},
        **{f"training:register_{kind}": {"pk": cast.lin.pk} for kind in ("pdf", "word")},
        **{f"training:import_{page}": {"uid": run.uid} for page in of_run},
        **{
            f"training:training_{page}": {"pk": training}
            for page in ("detail", "edit", "invite", "give")
        },
        "training:hour_entry": {"pk": entry.pk},
        "training:claim_reject": {"pk": claim.pk},
        "training:session_cancel": {"pk": session.pk},
        "training:take_back": {"pk": decision.pk},
    }
