"""Addresses of what is owed: mine, a person's, the matrix, and the office's rules."""

from django.urls import path

from portal.deadlines.views.excuses import EndExcuseView, ExcuseListView, GrantExcuseView
from portal.deadlines.views.matrix import MatrixExportView, MatrixView, RemindView
from portal.deadlines.views.mine import MineView, PersonView
from portal.deadlines.views.requirements import (
    CopyView,
    RequirementDeleteView,
    RequirementEditView,
    RequirementListView,
    RequirementNewView,
    SetUsualView,
)

app_name = "deadlines"

urlpatterns = [
    path("", MineView.as_view(), name="mine"),
    path("people/<int:pk>/", PersonView.as_view(), name="person"),
    path("matrix/", MatrixView.as_view(), name="matrix"),
    path("matrix/export/", MatrixExportView.as_view(), name="matrix_export"),
    path("matrix/remind/", RemindView.as_view(), name="remind"),
    path("requirements/", RequirementListView.as_view(), name="requirement_list"),
    path("requirements/new/", RequirementNewView.as_view(), name="requirement_new"),
    path("requirements/usual/", SetUsualView.as_view(), name="set_usual"),
    path("requirements/copy/", CopyView.as_view(), name="requirement_copy"),
    path("requirements/<int:pk>/edit/", RequirementEditView.as_view(), name="requirement_edit"),
    path(
        "requirements/<int:pk>/delete/",
        RequirementDeleteView.as_view(),
        name="requirement_delete",
    ),
    path("excuses/", ExcuseListView.as_view(), name="excuse_list"),
    path("excuses/new/", GrantExcuseView.as_view(), name="excuse_new"),
    path("excuses/<int:pk>/end/", EndExcuseView.as_view(), name="excuse_end"),
]
