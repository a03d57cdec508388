"""What people type to sign in, to join, and to look after accounts."""

from consult.accounts.access_tokens import LIFETIMES, LONGEST_NAME
from consult.accounts.email_changes import REASONS_TO_REPLACE
from consult.accounts.organisations import KINDS
from consult.accounts.passwords import LONGEST, SHORTEST
from consult.accounts.second_factor import REASONS_TO_RESET
from consult.kernel.authz import Role
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.reach import Reach
from consult.web.forms import (
    DataRequired,
    DateField,
    EmailField,
    Form,
    IntegerField,
    Length,
    PasswordField,
    QueryForm,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)

GRANTED = tuple(role for role in Role if role is not Role.GROUP_MEMBER)
ROLE_HINTS = {
    Role.COUNCILLOR: _l("Drafts motions with others and votes on them"),
    Role.OFFICER: _l("Runs consultations, reads answers, exports"),
    Role.AUTHORISING_OFFICER: _l(
        "Records what the police decide, and why. Consult itself never authorises a deployment"
    ),
    Role.AUDITOR: _l("Reads the audit log and changes nothing"),
    Role.ADMINISTRATOR: _l("Looks after accounts and personal data"),
}
REACH_HINTS = {
    Reach.DEFINITIONS: _l("The questions of every survey, drafts included"),
    Reach.RESPONSES: _l("What every person answered. Each time is in the audit log as an export by you"),
}
PASSWORD_HINT = _l(
    "At least %(shortest)s characters. Three or four random words work well. You can paste from a password manager.",
    shortest=SHORTEST,
)


def _new_password(label: str = "Password") -> PasswordField:
    return PasswordField(
        label,
        [DataRequired(_l("Enter a password")), Length(max=LONGEST)],
        description=PASSWORD_HINT,
        render_kw=render_options(autocomplete="new-password"),
    )


def _name() -> StringField:
    return StringField(
        _l("Full name"),
        [DataRequired(_l("Enter your full name")), Length(max=200)],
        render_kw=render_options(autocomplete="name"),
    )


def _code() -> StringField:
    return StringField(
        _l("Code"),
        [DataRequired(_l("Enter the code")), Length(max=60)],
        description=_l("The 6 digits that your authenticator app shows now, or one of your recovery codes."),
        render_kw=render_options(autocomplete="one-time-code", width=20),
    )


class SignInForm(Form):
    """Address and password."""

    email = EmailField(
        _l("Email address"),
        [DataRequired(_l("Enter your email address"))],
        render_kw=render_options(autocomplete="username", width=20),
    )
    password = PasswordField(_l("Password"), [DataRequired(_l("Enter your password")), Length(max=LONGEST)])


class ForgottenForm(Form):
    """The address to which a link goes."""

    email = EmailField(
        _l("Email address"), [DataRequired(_l("Enter your email address"))], render_kw=render_options(width=20)
    )


class NewPasswordForm(Form):
    """A new password, after following a link."""

    password = _new_password(_l("New password"))


class ChangePasswordForm(Form):
    """The present password and the one to come."""

    present = PasswordField(
        _l("Present password"), [DataRequired(_l("Enter your present password")), Length(max=LONGEST)]
    )
    code = _code()
    password = _new_password(_l("New password"))


class ConfirmForm(Form):
    """The password, given again."""

    password = PasswordField(_l("Password"), [DataRequired(_l("Enter your password")), Length(max=LONGEST)])
    code = _code()


class CodeForm(Form):
    """A code from the app, or a recovery code."""

    code = _code()


class FirstCodeForm(Form):
    """The first code of an app that was just given its key."""

    code = StringField(
        _l("Code that the app shows now"),
        [DataRequired(_l("Enter the code that the app shows now")), Length(max=60)],
        description=_l("6 digits, which change every 30 seconds."),
        render_kw=render_options(autocomplete="one-time-code", inputmode="numeric", width=10),
    )


class ChangeEmailForm(Form):
    """A new address for one's own account, and the password."""

    email = EmailField(
        _l("New email address"),
        [DataRequired(_l("Enter your new email address"))],
        render_kw=render_options(autocomplete="email", width=20),
    )
    password = PasswordField(_l("Password"), [DataRequired(_l("Enter your password")), Length(max=LONGEST)])
    code = _code()


class ReplaceEmailForm(Form):
    """A new address for somebody else's account, and why."""

    email = EmailField(
        _l("New email address"),
        [DataRequired(_l("Enter the new email address"))],
        render_kw=render_options(autocomplete="off", width=20),
    )
    reason = RadioField(
        _l("Why is it changed?"),
        [DataRequired(_l("Select why it is changed"))],
        choices=[choice(reason, words) for reason, words in REASONS_TO_REPLACE.items()],
    )


class ResetSecondFactorForm(Form):
    """Why somebody else's two-step sign-in is reset."""

    reason = RadioField(
        _l("Why is it reset?"),
        [DataRequired(_l("Select why it is reset"))],
        choices=[choice(reason, words) for reason, words in REASONS_TO_RESET.items()],
    )


class AccessTokenForm(Form):
    """For what and for how long a program gets access."""

    name = StringField(
        _l("Name of the program"),
        [DataRequired(_l("Enter a name for the program")), Length(max=LONGEST_NAME)],
        description=_l("Only you and administrators read it"),
        render_kw=render_options(autocomplete="off"),
    )
    allows = SelectMultipleField(
        _l("What may it do?"),
        [DataRequired(_l("Select what it may do"))],
        choices=[choice(reach, reach.label, hint=REACH_HINTS[reach]) for reach in Reach],
    )
    days = RadioField(
        _l("How long does it need access?"),
        [DataRequired(_l("Select how long it needs access"))],
        choices=[choice(str(days), _l("%(days)s days", days=days)) for days in LIFETIMES],
    )


class NameForm(Form):
    """One's own name."""

    name = _name()


class MailLanguageForm(Form):
    """The language of the mail to oneself."""

    language = RadioField(_l("Language of emails"), [DataRequired(_l("Select a language"))])


class JoinForm(Form):
    """Name and password of a new account."""

    name = _name()
    password = _new_password()


class EmptyForm(Form):
    """A question that is answered by its button."""


class PeopleFilter(QueryForm):
    """What to look for among people."""

    q = StringField(_l("Name or email address"), [Length(max=200)])
    role = SelectField(
        _l("Role"),
        choices=[choice("", _l("All roles")), *(choice(role, role.label) for role in Role)],
        default="",
    )
    standing = SelectField(
        _l("Accounts"),
        choices=[
            choice("active", _l("Open accounts")),
            choice("closed", _l("Closed accounts")),
            choice("all", _l("All accounts")),
        ],
        default="active",
    )


class RolesForm(Form):
    """The roles one person holds."""

    roles = SelectMultipleField(
        _l("Roles"), choices=[choice(role, role.label, hint=ROLE_HINTS[role]) for role in GRANTED]
    )


class InvitationForm(Form):
    """Whom to invite, and in which language."""

    email = EmailField(
        _l("Email address"), [DataRequired(_l("Enter an email address"))], render_kw=render_options(autocomplete="off")
    )
    name = StringField(_l("Full name"), [Length(max=200)], render_kw=render_options(optional=True, autocomplete="off"))
    language = RadioField(_l("Language of the invitation"), [DataRequired(_l("Select the language of the invitation"))])


class InviteForm(InvitationForm):
    """Whom to invite to which role."""

    role = RadioField(
        _l("Role"),
        [DataRequired(_l("Select a role"))],
        choices=[choice(role, role.label, hint=ROLE_HINTS[role]) for role in GRANTED],
    )


class InviteMemberForm(InvitationForm):
    """Whom to invite to speak for an organisation."""


class OrganisationForm(Form):
    """A community group as officers enter it."""

    name = StringField(_l("Name of the group"), [DataRequired(_l("Enter the name of the group")), Length(max=200)])
    kind = RadioField(
        _l("What kind of organisation it is (optional)"),
        choices=[choice(code, words) for code, words in KINDS.items()],
    )
    represents = IntegerField(
        _l("How many people it speaks for"),
        minimum=1,
        maximum=1_000_000,
        render_kw=render_options(optional=True, width=5),
    )
    basis = TextAreaField(
        _l("On what basis it speaks for them"),
        [Length(max=2_000)],
        description=_l("For example: elected committee, open meetings, membership"),
        render_kw=render_options(optional=True, rows=3),
    )


class RegistrationForm(OrganisationForm):
    """A community group as it registers itself."""

    kind = RadioField(
        _l("What kind of organisation is it?"),
        [DataRequired(_l("Select what kind of organisation it is"))],
        choices=[choice(code, words) for code, words in KINDS.items()],
    )
    email = EmailField(
        _l("Your email address"),
        [DataRequired(_l("Enter your email address"))],
        description=_l("We send a link to it, by which you speak for your group."),
    )


class OrganisationEditForm(OrganisationForm, VersionedForm):
    """What is known of a community group, as it is changed."""


class AskForVerificationForm(VersionedForm):
    """What a group says of itself as it asks to be verified."""

    represents = IntegerField(
        _l("How many people does your group speak for?"),
        minimum=1,
        maximum=1_000_000,
        render_kw=render_options(width=5),
    )
    basis = TextAreaField(
        _l("On what basis does your group speak for them, and how can we check it?"),
        [DataRequired(_l("Say on what basis, and how we can check it")), Length(max=2_000)],
        description=_l("For example: number on the register of charities, elected committee, page on the web"),
        render_kw=render_options(rows=5),
    )


class RefuseVerificationForm(Form):
    """Why a group is not verified."""

    reason = TextAreaField(
        _l("Why can you not verify this group?"),
        [DataRequired(_l("Give the reason")), Length(max=1_000)],
        description=_l("Its members read this. Say what would let you verify it. They can ask again."),
        render_kw=render_options(rows=5),
    )


class VerificationForm(Form):
    """On what ground a group is verified."""

    ground = TextAreaField(
        _l("How did you check that it is what it says?"),
        [DataRequired(_l("Say how you checked it")), Length(max=1_000)],
        description=_l("For example: found on the register of charities, met its committee, read its minutes."),
        render_kw=render_options(rows=3),
    )
    document = StringField(
        _l("Which document did you see?"),
        [Length(max=200)],
        description=_l("For example: constitution of 4 May 2024."),
        render_kw=render_options(optional=True),
    )
    until = DateField(
        _l("Until when does it hold?"),
        description=_l("Leave this empty if it holds until somebody withdraws it. For example, 27 3 2028."),
        render_kw=render_options(optional=True),
    )
