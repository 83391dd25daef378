"""Addresses of records: `record_urls(KIND)` for a domain, and the kernel's own pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.records.kinds import RecordKind
from portal.records.views.attachment import AttachmentRemoveView, AttachmentView
from portal.records.views.comment import CommentView, RemoveCommentView
from portal.records.views.detail import RecordDetailView
from portal.records.views.draft import DraftDiscardView, DraftFilesView, DraftView
from portal.records.views.entry import DeclineEntryView, EntryListView, RemindEntriesView
from portal.records.views.form import RecordFormView
from portal.records.views.list import RecordExportView, RecordListView
from portal.records.views.printed import RecordPrintView
from portal.records.views.queue import (
    BulkAcceptView,
    QueueExportView,
    RecentDecisionsView,
    ReviewQueueView,
    UndoBatchView,
)
from portal.records.views.saved_filter import SavedFilterRemoveView, SavedFilterView
from portal.records.views.school import DecidedView, FiledView, PerHeadView
from portal.records.views.stand_in import EndStandInView, StandInView
from portal.records.views.transition import TRANSITIONS, RecordTransitionView
from portal.records.views.word_import import (
    WordAnswerView,
    WordConfirmView,
    WordImportDetailView,
    WordImportListView,
    WordLeftOutView,
    WordUndoView,
)

app_name = "records"


def record_urls(kind: RecordKind) -> list[URLPattern]:
    """The machine's pages of one kind, named `<slug>_list`, `<slug>_new` and so on."""

    def page(name: str, default: type, **initkwargs: object) -> object:
        return kind.pages.get(name, default).as_view(kind=kind, **initkwargs)

    folder, slug = kind.path, kind.slug
    return [
        path(f"{folder}/", page("list", RecordListView), name=f"{slug}_list"),
        path(f"{folder}/new/", page("form", RecordFormView), name=f"{slug}_new"),
        path(f"{folder}/export/", page("export", RecordExportView), name=f"{slug}_export"),
        path(f"{folder}/keep/", page("keep", SavedFilterView), name=f"{slug}_keep"),
        path(f"{folder}/<int:pk>/", page("detail", RecordDetailView), name=f"{slug}_detail"),
        path(f"{folder}/<int:pk>/print/", page("print", RecordPrintView), name=f"{slug}_print"),
        path(f"{folder}/<int:pk>/edit/", page("form", RecordFormView), name=f"{slug}_edit"),
        *(
            path(
                f"{folder}/<int:pk>/{act}/",
                page(act, RecordTransitionView, act=act),
                name=f"{slug}_{act}",
            )
            for act in TRANSITIONS
        ),
    ]


urlpatterns: list[URLPattern] = [
    path("queue/", ReviewQueueView.as_view(), name="queue"),
    path("queue/export/", QueueExportView.as_view(), name="queue_export"),
    path("queue/accept/", BulkAcceptView.as_view(), name="bulk_accept"),
    path("queue/decided/", RecentDecisionsView.as_view(), name="recent_decisions"),
    path("queue/undo/<uuid:batch>/", UndoBatchView.as_view(), name="undo_batch"),
    path("school/filed/", FiledView.as_view(), name="school_filed"),
    path("school/decided/", DecidedView.as_view(), name="school_decided"),
    path("school/per-head/", PerHeadView.as_view(), name="per_head"),
    path("stand-ins/", StandInView.as_view(), name="stand_ins"),
    path("stand-ins/<int:pk>/end/", EndStandInView.as_view(), name="end_stand_in"),
    path("entered/", EntryListView.as_view(), name="entries"),
    path("entered/remind/", RemindEntriesView.as_view(), name="remind_entries"),
    path("word/", WordImportListView.as_view(), name="word_imports"),
    path("word/<uuid:uid>/", WordImportDetailView.as_view(), name="word_import"),
    path("word/<uuid:uid>/answer/", WordAnswerView.as_view(), name="word_answer"),
    path("word/<uuid:uid>/confirm/", WordConfirmView.as_view(), name="word_confirm"),
    path("word/<uuid:uid>/undo/", WordUndoView.as_view(), name="word_undo"),
    path("word/<uuid:uid>/left-out/", WordLeftOutView.as_view(), name="word_left_out"),
    path("<int:pk>/send-back/", DeclineEntryView.as_view(), name="decline_entry"),
    path("<int:pk>/comments/new/", CommentView.as_view(), name="comment"),
    path("comments/<int:pk>/remove/", RemoveCommentView.as_view(), name="remove_comment"),
    path("drafts/<uuid:uid>/", DraftView.as_view(), name="draft"),
    path("drafts/<uuid:uid>/files/", DraftFilesView.as_view(), name="draft_files"),
    path("drafts/<uuid:uid>/discard/", DraftDiscardView.as_view(), name="draft_discard"),
    path("files/<uuid:uid>/", AttachmentView.as_view(), name="attachment"),
    path("files/<uuid:uid>/small/", AttachmentView.as_view(is_small=True), name="attachment_small"),
    path(
        "saved-filters/<int:pk>/remove/",
        SavedFilterRemoveView.as_view(),
        name="saved_filter_remove",
    ),
    path("files/<uuid:uid>/remove/", AttachmentRemoveView.as_view(), name="attachment_remove"),
]
