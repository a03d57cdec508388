"""What people type to sign in, to join, and to look after accounts."""

from consult.accounts.email_changes import REASONS_TO_REPLACE
from consult.accounts.organisations import KINDS
from consult.accounts.passwords import LONGEST, SHORTEST
from consult.accounts.second_factor import REASONS_TO_RESET
from consult.kernel.authz import Role
from consult.web.forms import (
    CheckboxesField,
    DateField,
    EmailField,
    Form,
    LongTextField,
    PasswordField,
    QueryForm,
    RadiosField,
    SelectField,
    TextField,
    VersionedForm,
    WholeNumberField,
    choice,
    longest,
    look,
    needed,
)

GRANTED = tuple(role for role in Role if role is not Role.GROUP_MEMBER)
ROLE_HINTS = {
    Role.COUNCILLOR: "Drafts motions with others and votes on them",
    Role.OFFICER: "Runs consultations, reads answers, exports",
    Role.AUTHORISING_OFFICER: "Can sign in and read. Consult authorises no police deployment",
    Role.AUDITOR: "Reads the trail and changes nothing",
    Role.ADMINISTRATOR: "Looks after accounts and personal data",
}
PASSWORD_HINT = (
    f"At least {SHORTEST} characters. Three or four random words work well. You can paste from a password manager."
)


def _new_password(label: str = "Password") -> PasswordField:
    return PasswordField(
        label,
        [needed("Enter a password"), longest(LONGEST)],
        description=PASSWORD_HINT,
        render_kw=look(autocomplete="new-password"),
    )


def _name() -> TextField:
    return TextField("Full name", [needed("Enter your full name"), longest(200)], render_kw=look(autocomplete="name"))


def _code() -> TextField:
    return TextField(
        "Code",
        [needed("Enter the code"), longest(60)],
        description="The 6 digits that your authenticator app shows now, or one of your recovery codes.",
        render_kw=look(autocomplete="one-time-code", width=20),
    )


class SignInForm(Form):
    """Address and password."""

    email = EmailField(
        "Email address", [needed("Enter your email address")], render_kw=look(autocomplete="username", width=20)
    )
    password = PasswordField("Password", [needed("Enter your password"), longest(LONGEST)])


class ForgottenForm(Form):
    """The address to which a link goes."""

    email = EmailField("Email address", [needed("Enter your email address")], render_kw=look(width=20))


class NewPasswordForm(Form):
    """A new password, after following a link."""

    password = _new_password("New password")


class ChangePasswordForm(Form):
    """The present password and the one to come."""

    present = PasswordField("Present password", [needed("Enter your present password"), longest(LONGEST)])
    code = _code()
    password = _new_password("New password")


class ConfirmForm(Form):
    """The password, given again."""

    password = PasswordField("Password", [needed("Enter your password"), longest(LONGEST)])
    code = _code()


class CodeForm(Form):
    """A code from the app, or a recovery code."""

    code = _code()


class FirstCodeForm(Form):
    """The first code of an app that was just given its key."""

    code = TextField(
        "Code that the app shows now",
        [needed("Enter the code that the app shows now"), longest(60)],
        description="6 digits, which change every 30 seconds.",
        render_kw=look(autocomplete="one-time-code", inputmode="numeric", width=10),
    )


class ChangeEmailForm(Form):
    """A new address for one's own account, and the password."""

    email = EmailField(
        "New email address", [needed("Enter your new email address")], render_kw=look(autocomplete="email", width=20)
    )
    password = PasswordField("Password", [needed("Enter your password"), longest(LONGEST)])
    code = _code()


class ReplaceEmailForm(Form):
    """A new address for somebody else's account, and why."""

    email = EmailField(
        "New email address", [needed("Enter the new email address")], render_kw=look(autocomplete="off", width=20)
    )
    reason = RadiosField(
        "Why is it changed?",
        [needed("Select why it is changed")],
        choices=[choice(reason, words) for reason, words in REASONS_TO_REPLACE.items()],
    )


class ResetSecondFactorForm(Form):
    """Why somebody else's two-step sign-in is reset."""

    reason = RadiosField(
        "Why is it reset?",
        [needed("Select why it is reset")],
        choices=[choice(reason, words) for reason, words in REASONS_TO_RESET.items()],
    )


class NameForm(Form):
    """One's own name."""

    name = _name()


class JoinForm(Form):
    """Name and password of a new account."""

    name = _name()
    password = _new_password()


class EmptyForm(Form):
    """A question that is answered by its button."""


class PeopleFilter(QueryForm):
    """What to look for among people."""

    q = TextField("Name or email address", [longest(200)])
    role = SelectField(
        "Role", choices=[choice("", "All roles"), *(choice(role.value, role.label) for role in Role)], default=""
    )
    standing = SelectField(
        "Accounts",
        choices=[choice("active", "Open accounts"), choice("closed", "Closed accounts"), choice("all", "All accounts")],
        default="active",
    )


class RolesForm(Form):
    """The roles one person holds."""

    roles = CheckboxesField(
        "Roles", choices=[choice(role.value, role.label, hint=ROLE_HINTS[role]) for role in GRANTED]
    )


class InviteForm(Form):
    """Whom to invite to which role."""

    email = EmailField("Email address", [needed("Enter an email address")], render_kw=look(autocomplete="off"))
    name = TextField("Full name", [longest(200)], render_kw=look(optional=True, autocomplete="off"))
    role = RadiosField(
        "Role",
        [needed("Select a role")],
        choices=[choice(role.value, role.label, hint=ROLE_HINTS[role]) for role in GRANTED],
    )


class InviteMemberForm(Form):
    """Whom to invite to speak for an organisation."""

    email = EmailField("Email address", [needed("Enter an email address")], render_kw=look(autocomplete="off"))
    name = TextField("Full name", [longest(200)], render_kw=look(optional=True, autocomplete="off"))


class OrganisationForm(Form):
    """A community group as officers enter it."""

    name = TextField("Name of the group", [needed("Enter the name of the group"), longest(200)])
    kind = RadiosField(
        "What kind of organisation it is (optional)",
        choices=[choice(code, words) for code, words in KINDS.items()],
    )
    represents = WholeNumberField(
        "How many people it speaks for", least=1, most=1_000_000, render_kw=look(optional=True, width=5)
    )
    basis = LongTextField(
        "On what basis it speaks for them",
        [longest(2_000)],
        description="For example: elected committee, open meetings, membership",
        render_kw=look(optional=True, rows=3),
    )


class OrganisationEditForm(OrganisationForm, VersionedForm):
    """What is known of a community group, as it is changed."""


class VerificationForm(Form):
    """On what ground a group is verified."""

    ground = LongTextField(
        "How did you check that it is what it says?",
        [needed("Say how you checked it"), longest(1_000)],
        description="For example: found on the register of charities, met its committee, read its minutes.",
        render_kw=look(rows=3),
    )
    document = TextField(
        "Which document did you see?",
        [longest(200)],
        description="For example: constitution of 4 May 2024.",
        render_kw=look(optional=True),
    )
    until = DateField(
        "Until when does it hold?",
        description="Leave this empty if it holds until somebody withdraws it. For example, 27 3 2028.",
        render_kw=look(optional=True),
    )
