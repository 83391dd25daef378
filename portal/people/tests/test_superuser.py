"""An administrator is not above the school's rules; is_superuser is Django's admin alone."""

import pytest
import rules

from portal.access import register_access


@pytest.fixture
def never_allowed():
    permission = "people.test.never_allowed"
    register_access({permission: rules.always_false})
    return permission


def test_superuser_is_bound_by_the_table_of_rights(admin, never_allowed):
    assert admin.is_superuser
    assert not admin.has_perm(never_allowed)


def test_superuser_keeps_djangos_own_permissions(admin):
    assert admin.has_perm("people.change_subject")


def test_asking_the_table_needs_no_permission_queries(lin, django_assert_num_queries):
    with django_assert_num_queries(1):
        lin.has_perm("people.staff.import")
        lin.has_perm("people.staff.edit")
