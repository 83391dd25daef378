"""Signing in by staff number or phone, with allauth's own safeguards."""

from allauth.account.auth_backends import AuthenticationBackend


class StaffBackend(AuthenticationBackend):
    """allauth's backend; the people app's login form maps a phone to its staff number."""
