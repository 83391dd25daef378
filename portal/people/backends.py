"""Signing in by staff number or phone, with allauth's own safeguards."""

from allauth.account.auth_backends import AuthenticationBackend

from portal.people.models import User
from portal.people.sign_in import demo_accounts_work


class StaffBackend(AuthenticationBackend):
    """allauth's backend; the sign-in form maps a phone to its staff number."""

    def user_can_authenticate(self, user: User) -> bool:  # type: ignore[override]
        """Also asked for every request of a session: a demo account that came
        with a restored backup is signed out where the demo is off.
        """
        return user.is_active and (not user.is_demo or demo_accounts_work())
