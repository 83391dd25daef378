"""The people app's forms."""

from portal.people.forms.groups import GroupForm, JoinForm, RoleGrantForm
from portal.people.forms.own_data import ContactForm, CorrectionForm, PhoneField
from portal.people.forms.sign_in import OwnPasswordForm, PasswordAgainForm, SignInForm
from portal.people.forms.staff import (
    AnswerForm,
    HonourRows,
    LeavingForm,
    PostRows,
    StaffForm,
    TitleRows,
)

__all__ = [
    "AnswerForm",
    "ContactForm",
    "CorrectionForm",
    "GroupForm",
    "HonourRows",
    "JoinForm",
    "LeavingForm",
    "OwnPasswordForm",
    "PasswordAgainForm",
    "PhoneField",
    "PostRows",
    "RoleGrantForm",
    "SignInForm",
    "StaffForm",
    "TitleRows",
]
