"""Who may do what: one visible table per app, and views that name their row.

Each app's `rules.py` ends with a literal table `ACCESS = {permission: predicate}`
handed to `register_access`. A view names its `permission`; a view without one,
or with one that no table knows, is a system-check error (`portal.E001/E002`).
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

import rules
from django.contrib.auth.mixins import AccessMixin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

#: A page for anyone, signed in or not (login, health, verification).
PUBLIC = "portal.public"
#: A page for anyone who is signed in.
SIGNED_IN = "portal.signed_in"

_tables: dict[str, rules.Predicate] = {}


def register_access(table: Mapping[str, rules.Predicate]) -> None:
    """Add an app's table to django-rules; a permission has one owner."""
    for permission, predicate in table.items():
        if permission in _tables and _tables[permission] is not predicate:
            raise ImproperlyConfigured(f"permission {permission!r} is declared twice")
        _tables[permission] = predicate
        rules.set_perm(permission, predicate)


def known_permissions() -> Mapping[str, rules.Predicate]:
    return dict(_tables)


def permitted(user: Any, permissions: Iterable[str]) -> set[str]:
    """Those of `permissions` that the user has, with no object in question.

    Asks every predicate once, however many permissions go by it.
    """
    answers: dict[rules.Predicate, bool] = {}
    allowed = set()
    for permission in permissions:
        predicate = _tables[permission]
        if predicate not in answers:
            answers[predicate] = user.has_perm(permission)
        if answers[predicate]:
            allowed.add(permission)
    return allowed


register_access({PUBLIC: rules.always_true, SIGNED_IN: rules.is_authenticated})


class PermissionMixin(AccessMixin):
    """A class view that names its row of the table.

    The view's `permission` is checked with `get_permission_object()` (None
    unless the view overrides it) before anything else runs. Anonymous people
    are sent to sign in; colleagues without the right get 403 with a sentence.
    """

    permission: str = ""

    def get_permission(self) -> str:
        if not self.permission:
            raise ImproperlyConfigured(f"{type(self).__name__} names no permission")
        return self.permission

    def get_permission_object(self) -> object | None:
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        permission = self.get_permission()
        if permission != PUBLIC:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.has_perm(permission, self.get_permission_object()):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


View = Callable[..., HttpResponse]


def requires(permission: str) -> Callable[[View], View]:
    """The same for a function view: `@requires("people.staff.import")`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if permission != PUBLIC:
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                if not request.user.has_perm(permission):
                    raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]
        return checked

    return decorate
