"""The spine: records, who took part, what was decided, said and attached."""

from portal.records.models.attachment import Attachment
from portal.records.models.comment import Comment
from portal.records.models.draft import FormDraft, HeldSubmission
from portal.records.models.entry import Entry
from portal.records.models.kind_setting import RecordKindSetting
from portal.records.models.participation import Part, Participation
from portal.records.models.record import Record, ReviewLevel, State, Visibility
from portal.records.models.review import Review
from portal.records.models.saved_filter import SavedFilter
from portal.records.models.stand_in import StandIn
from portal.records.models.word_import import WordFile, WordImport

__all__ = [
    "Attachment",
    "Comment",
    "Entry",
    "FormDraft",
    "HeldSubmission",
    "Part",
    "Participation",
    "Record",
    "RecordKindSetting",
    "Review",
    "ReviewLevel",
    "SavedFilter",
    "StandIn",
    "State",
    "Visibility",
    "WordFile",
    "WordImport",
]
