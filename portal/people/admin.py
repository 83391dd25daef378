"""Django's administration for the administrator: the main tables, with import and export.

Signing in goes through the portal's own page, so that phone, rate limits and
the second factor hold here too. Daily work has its own pages; this is for
mending what no page covers.
"""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportModelAdmin
from import_export.resources import ModelResource

from portal.people.models import (
    AuditEvent,
    CorrectionRequest,
    Group,
    Honour,
    Membership,
    Post,
    RoleGrant,
    Subject,
    TitleHolding,
    User,
)

admin.site.site_header = _("Administration")
admin.site.site_title = _("Administration")
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


def _opens_administration(request: HttpRequest) -> bool:
    """For as long as the role lasts; `is_staff` would outlive it."""
    return request.user.is_authenticated and request.user.opens_administration


admin.site.has_permission = _opens_administration  # type: ignore[method-assign]


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that are read here and changed nowhere."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SubjectResource(ModelResource):
    class Meta:
        model = Subject
        import_id_fields = ["name"]
        fields = ["name", "position"]
        skip_unchanged = True


class GroupResource(ModelResource):
    class Meta:
        model = Group
        import_id_fields = ["kind", "name"]
        fields = ["kind", "name", "subject__name", "is_active"]
        skip_unchanged = True


class MembershipResource(ModelResource):
    class Meta:
        model = Membership
        fields = [
            "id",
            "person__staff_number",
            "group__kind",
            "group__name",
            "is_leader",
            "starts_on",
            "ends_on",
        ]


class RoleGrantResource(ModelResource):
    class Meta:
        model = RoleGrant
        fields = ["id", "person__staff_number", "role", "starts_on", "ends_on"]


class PostInline(admin.TabularInline):
    model = Post
    extra = 0


class TitleInline(admin.TabularInline):
    model = TitleHolding
    extra = 0


class HonourInline(admin.TabularInline):
    model = Honour
    extra = 0


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Facts only: passwords, roles and leaving have verbs of their own on the staff pages."""

    list_display = ["staff_number", "name", "main_group", "subject", "status", "is_active"]
    list_filter = ["status", "is_active", "main_group", "subject"]
    list_select_related = ["main_group", "subject"]
    search_fields = ["staff_number", "name", "pinyin", "phone"]
    exclude = ["password", "groups", "user_permissions", "last_login", "is_superuser", "is_staff"]
    autocomplete_fields = ["main_group", "subject"]
    inlines = [PostInline, TitleInline, HonourInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Subject)
class SubjectAdmin(ImportExportModelAdmin):
    resource_classes = [SubjectResource]
    list_display = ["name", "position"]
    list_editable = ["position"]
    search_fields = ["name"]


@admin.register(Group)
class GroupAdmin(ImportExportModelAdmin):
    resource_classes = [GroupResource]
    list_display = ["name", "kind", "subject", "is_active"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["subject"]
    search_fields = ["name", "pinyin"]


@admin.register(Membership)
class MembershipAdmin(ImportExportModelAdmin):
    resource_classes = [MembershipResource]
    list_display = ["person", "group", "is_leader", "starts_on", "ends_on"]
    list_filter = ["is_leader", "group"]
    list_select_related = ["person", "group"]
    search_fields = ["person__name", "person__staff_number", "group__name"]
    autocomplete_fields = ["person", "group"]


@admin.register(RoleGrant)
class RoleGrantAdmin(ImportExportModelAdmin):
    resource_classes = [RoleGrantResource]
    list_display = ["person", "role", "starts_on", "ends_on", "granted_by"]
    list_filter = ["role"]
    list_select_related = ["person", "granted_by"]
    search_fields = ["person__name", "person__staff_number"]
    autocomplete_fields = ["person"]
    exclude = ["granted_by"]

    def save_model(self, request: HttpRequest, obj: RoleGrant, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        if obj.granted_by_id is None:
            obj.granted_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(ReadOnlyAdmin):
    list_display = ["person", "created_at", "answered_at", "answered_by"]
    list_select_related = ["person", "answered_by"]


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "act", "actor", "object_repr", "path", "ip"]
    list_filter = ["act"]
    list_select_related = ["actor"]
    show_full_result_count = False
