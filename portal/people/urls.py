"""Addresses of staff, groups, roles, the audit, and one's own data."""

from django.urls import path

from portal.people.views import account, audit, groups, own_data, roles, roster, slips, staff

app_name = "people"

urlpatterns = [
    path("", staff.StaffListView.as_view(), name="staff_list"),
    path("export/", staff.StaffExportView.as_view(), name="staff_export"),
    path("import/", roster.ImportListView.as_view(), name="import_list"),
    path("import/template/", roster.ImportTemplateView.as_view(), name="import_template"),
    path("import/<uuid:uid>/", roster.ImportDetailView.as_view(), name="import_detail"),
    path("import/<uuid:uid>/answers/", roster.ImportAnswerView.as_view(), name="import_answer"),
    path("import/<uuid:uid>/confirm/", roster.ImportConfirmView.as_view(), name="import_confirm"),
    path("import/<uuid:uid>/undo/", roster.ImportUndoView.as_view(), name="import_undo"),
    path(
        "import/<uuid:uid>/rejected/", roster.ImportRejectedView.as_view(), name="import_rejected"
    ),
    path("import/<uuid:uid>/slips/", slips.ImportSlipsView.as_view(), name="import_slips"),
    path("first-passwords/", slips.FirstPasswordsView.as_view(), name="first_passwords"),
    path("first-passwords/<uuid:uid>/", slips.SlipsView.as_view(), name="slips"),
    path("new/", staff.StaffFormView.as_view(), name="staff_new"),
    path("<int:pk>/", staff.StaffDetailView.as_view(), name="staff_detail"),
    path("<int:pk>/edit/", staff.StaffFormView.as_view(), name="staff_edit"),
    path("<int:pk>/career/", staff.CareerView.as_view(), name="career_edit"),
    path("<int:pk>/password/", account.FirstPasswordView.as_view(), name="staff_password"),
    path("<int:pk>/leaving/", account.LeavingView.as_view(), name="staff_leaving"),
    path("<int:pk>/return/", account.ReturnView.as_view(), name="staff_return"),
    path("corrections/<int:pk>/", account.AnswerView.as_view(), name="correction_answer"),
    path("groups/", groups.GroupListView.as_view(), name="group_list"),
    path("groups/new/", groups.GroupFormView.as_view(), name="group_new"),
    path("groups/<int:pk>/", groups.GroupDetailView.as_view(), name="group_detail"),
    path("groups/<int:pk>/edit/", groups.GroupFormView.as_view(), name="group_edit"),
    path("groups/<int:pk>/join/", groups.JoinView.as_view(), name="group_join"),
    path(
        "memberships/<int:pk>/end/",
        groups.MembershipActView.as_view(act="end"),
        name="membership_end",
    ),
    path(
        "memberships/<int:pk>/lead/",
        groups.MembershipActView.as_view(act="lead"),
        name="membership_lead",
    ),
    path(
        "memberships/<int:pk>/unlead/",
        groups.MembershipActView.as_view(act="unlead"),
        name="membership_unlead",
    ),
    path("roles/", roles.RoleListView.as_view(), name="role_list"),
    path("roles/grant/", roles.RoleGrantView.as_view(), name="role_grant"),
    path("roles/<int:pk>/end/", roles.RoleEndView.as_view(), name="role_end"),
    path("audit/", audit.AuditListView.as_view(), name="audit_list"),
    path("audit/changes/", audit.ChangeListView.as_view(), name="change_list"),
    path("me/", own_data.my_data, name="my_data"),
    path("me/contact/", own_data.change_contact, name="change_contact"),
    path("me/correction/", own_data.request_correction, name="request_correction"),
    path("me/my-data.json", own_data.export_json, name="my_data_json"),
    path("me/my-data.xlsx", own_data.export_xlsx, name="my_data_xlsx"),
    path("me/privacy/", own_data.privacy, name="privacy"),
]
