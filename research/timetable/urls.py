"""Addresses of the timetable."""

from django.urls import path

from research.timetable.views import changes, imports, office, ratio, week

app_name = "timetable"

urlpatterns = [
    path("", week.MyWeekView.as_view(), name="mine"),
    path("reflections/", week.BatchView.as_view(), name="batch"),
    path("everyone/", week.EveryoneView.as_view(), name="everyone"),
    path("ratio/", ratio.RatioView.as_view(), name="ratio"),
    path("changes/", changes.ChangeListView.as_view(), name="change_list"),
    path("changes/new/", changes.ChangeNewView.as_view(), name="change_new"),
    path("changes/<int:pk>/", changes.ChangeDetailView.as_view(), name="change_detail"),
    path("changes/<int:pk>/confirm/", changes.ConfirmView.as_view(), name="change_confirm"),
    path("changes/<int:pk>/decline/", changes.DeclineView.as_view(), name="change_decline"),
    path("changes/<int:pk>/withdraw/", changes.WithdrawView.as_view(), name="change_withdraw"),
    path("office/", office.OfficeView.as_view(), name="office"),
    path("office/copy/", office.CopyView.as_view(), name="copy"),
    path("office/bell/", office.BellView.as_view(), name="bell"),
    path("export/", office.ExportView.as_view(), name="export"),
    path("lessons/new/", office.EntryFormView.as_view(), name="entry_new"),
    path("lessons/<int:pk>/", office.EntryFormView.as_view(), name="entry_edit"),
    path("lessons/<int:pk>/remove/", office.EntryRemoveView.as_view(), name="entry_remove"),
    path("import/", imports.UploadView.as_view(), name="import"),
    path("import/<uuid:uid>/", imports.PreviewView.as_view(), name="import_detail"),
    path("import/<uuid:uid>/answer/", imports.AnswerView.as_view(), name="import_answer"),
    path("import/<uuid:uid>/confirm/", imports.ConfirmView.as_view(), name="import_confirm"),
    path("import/<uuid:uid>/undo/", imports.UndoView.as_view(), name="import_undo"),
    path("import/<uuid:uid>/rejected/", imports.RejectedView.as_view(), name="import_rejected"),
]
