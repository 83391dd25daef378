"""Addresses of staff, groups, roles, the audit, and one's own data."""

from django.urls import path

from portal.people.views import own_data

app_name = "people"

urlpatterns = [
    path("me/", own_data.my_data, name="my_data"),
    path("me/contact/", own_data.change_contact, name="change_contact"),
    path("me/correction/", own_data.request_correction, name="request_correction"),
    path("me/my-data.json", own_data.export_json, name="my_data_json"),
    path("me/my-data.xlsx", own_data.export_xlsx, name="my_data_xlsx"),
    path("me/privacy/", own_data.privacy, name="privacy"),
]
