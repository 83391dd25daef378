"""The calendar's tables in Django's administration; the office has pages of its own."""

from django.contrib import admin
from import_export.admin import ImportExportModelAdmin

from portal.terms.models import CalendarDay, SchoolYear, Term


@admin.register(SchoolYear)
class SchoolYearAdmin(admin.ModelAdmin):
    list_display = ["name", "starts_on", "ends_on"]


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    list_display = ["school_year", "number", "starts_on", "ends_on", "is_current"]
    list_select_related = ["school_year"]


@admin.register(CalendarDay)
class CalendarDayAdmin(ImportExportModelAdmin):
    list_display = ["date", "kind", "is_working", "name"]
    list_filter = ["kind", "is_working"]
    date_hierarchy = "date"
