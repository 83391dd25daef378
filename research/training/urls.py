"""Addresses of training hours: the machine's for claims and sessions, and its own pages."""

from django.urls import path

from portal.records.urls import record_urls
from research.training.records import TRAINING_CLAIM, TRAINING_SESSION
from research.training.views import imports, mine, pass_rate, reconcile, register, rules, trainings
from research.training.views.claims import RejectClaimView

app_name = "training"

urlpatterns = [
    path("", mine.MyHoursView.as_view(), name="mine"),
    path("people/<int:pk>/", mine.PersonHoursView.as_view(), name="person"),
    path("people/<int:pk>/register.pdf", register.RegisterView.as_view(), name="register_pdf"),
    path(
        "people/<int:pk>/register.docx",
        register.RegisterView.as_view(as_word=True),
        name="register_word",
    ),
    path("people/<int:pk>/decide/", reconcile.DecideHoursView.as_view(), name="decide"),
    path("hours/<int:pk>/", mine.EntryView.as_view(), name="hour_entry"),
    path("claims/<int:pk>/reject/", RejectClaimView.as_view(), name="claim_reject"),
    *record_urls(TRAINING_CLAIM),
    *record_urls(TRAINING_SESSION),
    path("sessions/<int:pk>/cancel/", trainings.CancelSessionView.as_view(), name="session_cancel"),
    path("trainings/", trainings.TrainingListView.as_view(), name="training_list"),
    path("trainings/new/", trainings.TrainingFormView.as_view(), name="training_new"),
    path("trainings/<int:pk>/", trainings.TrainingDetailView.as_view(), name="training_detail"),
    path("trainings/<int:pk>/edit/", trainings.TrainingFormView.as_view(), name="training_edit"),
    path("trainings/<int:pk>/expect/", trainings.InviteView.as_view(), name="training_invite"),
    path("trainings/<int:pk>/give/", trainings.GiveHoursView.as_view(), name="training_give"),
    path("pass-rate/", pass_rate.PassRateView.as_view(), name="pass_rate"),
    path("pass-rate/export/", pass_rate.PassRateExportView.as_view(), name="pass_rate_export"),
    path("pass-rate/remind/", pass_rate.RemindShortView.as_view(), name="remind"),
    path("register/", register.RegisterAllView.as_view(), name="register_all"),
    path("reconciliation/", reconcile.ReconcileView.as_view(), name="reconcile"),
    path(
        "decisions/<int:pk>/take-back/", reconcile.TakeBackDecisionView.as_view(), name="take_back"
    ),
    path("imports/", imports.HourImportListView.as_view(), name="import_list"),
    path("imports/template/", imports.HourTemplateView.as_view(), name="import_template"),
    path("imports/<uuid:uid>/", imports.HourImportDetailView.as_view(), name="import_detail"),
    path("imports/<uuid:uid>/answer/", imports.HourAnswerView.as_view(), name="import_answer"),
    path("imports/<uuid:uid>/confirm/", imports.HourConfirmView.as_view(), name="import_confirm"),
    path("imports/<uuid:uid>/undo/", imports.HourUndoView.as_view(), name="import_undo"),
    path(
        "imports/<uuid:uid>/rejected/", imports.HourRejectedView.as_view(), name="import_rejected"
    ),
    path("rules/", rules.RulesView.as_view(), name="rules"),
    path("rules/edit/", rules.RulesFormView.as_view(), name="rules_edit"),
    path("rules/five-years/", rules.CycleView.as_view(), name="cycle"),
]
