"""The people app's forms."""

from portal.people.forms.own_data import ContactForm, CorrectionForm, PhoneField
from portal.people.forms.sign_in import OwnPasswordForm, SignInForm

__all__ = ["ContactForm", "CorrectionForm", "OwnPasswordForm", "PhoneField", "SignInForm"]
