"""What happens to accounts; names and addresses stay out of the facts."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """A person signed in."""

    name = "accounts.signed_in"
    sentence = _l("{actor} signed in")


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """Somebody could not sign in; who, is not kept."""

    name = "accounts.sign_in_failed"
    sentence = _l("Somebody tried to sign in with a wrong email address or password")
    is_anonymous = True


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """A person signed out."""

    name = "accounts.signed_out"
    sentence = _l("{actor} signed out")


@dataclass(frozen=True, kw_only=True)
class SignedOutEverywhere(Event):
    """A person ended all their sessions."""

    name = "accounts.signed_out_everywhere"
    sentence = _l("{actor} signed out everywhere")


@dataclass(frozen=True, kw_only=True)
class PersonRenamed(Event):
    """A person changed the name on their account."""

    name = "accounts.person_renamed"
    sentence = _l("{actor} changed the name on their account; their name today: {person_id}")

    person_id: int


@dataclass(frozen=True, kw_only=True)
class MailLanguageChosen(Event):
    """A person chose the language of the mail to them."""

    name = "accounts.mail_language_chosen"
    sentence = _l("{actor} chose the language of their emails: {language}")

    language: str


@dataclass(frozen=True, kw_only=True)
class IdentityConfirmed(Event):
    """A person who was signed in gave their password again."""

    name = "accounts.identity_confirmed"
    sentence = _l("{actor} confirmed who they are")


@dataclass(frozen=True, kw_only=True)
class CodeRefused(Event):
    """Somebody who knew a person's password gave a wrong code."""

    name = "accounts.code_refused"
    sentence = _l("Somebody who knew the password of {person_id} gave a wrong code")

    person_id: int


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(Event):
    """A person gave one of their recovery codes in place of a code from their app."""

    name = "accounts.recovery_code_used"
    sentence = _l("{actor} used a recovery code")


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesRenewed(Event):
    """A person had new recovery codes made; the earlier ones no longer work."""

    name = "accounts.recovery_codes_renewed"
    sentence = _l("{actor} made new recovery codes")


@dataclass(frozen=True, kw_only=True)
class SecondFactorSetUp(Event):
    """A person confirmed the app that gives their codes."""

    name = "accounts.second_factor_set_up"
    sentence = _l("{actor} set up two-step sign-in")


@dataclass(frozen=True, kw_only=True)
class SecondFactorRemoved(Event):
    """A person signs in by password alone again."""

    name = "accounts.second_factor_removed"
    sentence = _l("{actor} switched off their two-step sign-in")


@dataclass(frozen=True, kw_only=True)
class SecondFactorReset(Event):
    """An administrator took away the second factor of somebody who could no longer use it."""

    name = "accounts.second_factor_reset"
    sentence = _l("{actor} reset the two-step sign-in of {person_id}: {reason}")

    person_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class EmailChangeAsked(Event):
    """A link was sent to the address that a person wants for their account."""

    name = "accounts.email_change_asked"
    sentence = _l("{actor} asked to change the email address of their account")


@dataclass(frozen=True, kw_only=True)
class EmailChanged(Event):
    """A person confirmed the new address of their account."""

    name = "accounts.email_changed"
    sentence = _l("{actor} changed the email address of their account")


@dataclass(frozen=True, kw_only=True)
class EmailReplaced(Event):
    """An administrator changed the address of somebody else's account."""

    name = "accounts.email_replaced"
    sentence = _l("{actor} changed the email address of {person_id}: {reason}")

    person_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """A person chose a new password while signed in."""

    name = "accounts.password_changed"
    sentence = _l("{actor} changed their password")


@dataclass(frozen=True, kw_only=True)
class PasswordLinkSent(Event):
    """A link to choose a new password was mailed."""

    name = "accounts.password_link_sent"
    sentence = _l("A link to choose a new password was sent to {person_id}")

    person_id: int


@dataclass(frozen=True, kw_only=True)
class PasswordReset(Event):
    """A person chose a new password by the link they were sent."""

    name = "accounts.password_reset"
    sentence = _l("{actor} chose a new password by the link we sent")


@dataclass(frozen=True, kw_only=True)
class RoleOffered(Event):
    """Somebody was invited to a role."""

    name = "accounts.role_offered"
    sentence = _l("{actor} invited somebody to be {role}")

    role: str


@dataclass(frozen=True, kw_only=True)
class MembershipOffered(Event):
    """Somebody was invited to speak for an organisation."""

    name = "accounts.membership_offered"
    sentence = _l("{actor} invited somebody to speak for {organisation_id}")

    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationCancelled(Event):
    """An invitation was taken back before it was accepted."""

    name = "accounts.invitation_cancelled"
    sentence = _l("{actor} cancelled an invitation")


@dataclass(frozen=True, kw_only=True)
class RoleAccepted(Event):
    """A person took the role they were invited to."""

    name = "accounts.role_accepted"
    sentence = _l("{actor} accepted an invitation to be {role}")

    role: str


@dataclass(frozen=True, kw_only=True)
class MembershipAccepted(Event):
    """A person joined the organisation they were invited to speak for."""

    name = "accounts.membership_accepted"
    sentence = _l("{actor} accepted an invitation to speak for {organisation_id}")

    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class MembershipEnded(Event):
    """A person no longer speaks for an organisation."""

    name = "accounts.membership_ended"
    sentence = _l("{actor} removed {person_id} from {organisation_id}")

    person_id: int
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """A person was given a role."""

    name = "accounts.role_granted"
    sentence = _l("{actor} gave {person_id} the role of {role}")

    person_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class RoleWithdrawn(Event):
    """A person lost a role."""

    name = "accounts.role_withdrawn"
    sentence = _l("{actor} took the role of {role} from {person_id}")

    person_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class PersonDeactivated(Event):
    """An account was closed; its holder can no longer sign in."""

    name = "accounts.person_deactivated"
    sentence = _l("{actor} closed the account of {person_id}")

    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonReactivated(Event):
    """A closed account was opened again."""

    name = "accounts.person_reactivated"
    sentence = _l("{actor} opened the account of {person_id} again")

    person_id: int


@dataclass(frozen=True, kw_only=True)
class OrganisationCreated(Event):
    """An organisation was entered."""

    name = "accounts.organisation_created"
    sentence = _l("{actor} added {organisation_id}")

    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class OrganisationEdited(Event):
    """What is known of an organisation was changed."""

    name = "accounts.organisation_edited"
    sentence = _l("{actor} changed what is known of {organisation_id}")

    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class OrganisationVerified(Event):
    """An officer confirmed that an organisation is what it says."""

    name = "accounts.organisation_verified"
    sentence = _l("{actor} verified {organisation_id}")

    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class VerificationWithdrawn(Event):
    """An officer took the confirmation back."""

    name = "accounts.verification_withdrawn"
    sentence = _l("{actor} withdrew the verification of {organisation_id}")

    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class VerificationAsked(Event):
    """A group asked to be verified: for the first time, anew, or after it was refused."""

    name = "accounts.verification_asked"
    sentence = _l("{actor} asked for {organisation_id} to be verified")

    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class VerificationRefused(Event):
    """An officer did not verify an organisation, and told it why."""

    name = "accounts.verification_refused"
    sentence = _l("{actor} did not verify {organisation_id}")

    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class AccessTokenMade(Event):
    """A person made an access token for a program."""

    name = "accounts.access_token_made"
    sentence = _l("{actor} made an access token for a program, for {days} days: {allows}")

    allows: str
    days: int


@dataclass(frozen=True, kw_only=True)
class AccessTokenTakenBack(Event):
    """An access token was taken back by its owner or by an administrator."""

    name = "accounts.access_token_taken_back"
    sentence = _l("{actor} took back an access token of {person_id}")

    person_id: int


EVENTS: tuple[type[Event], ...] = (
    SignedIn,
    SignInFailed,
    SignedOut,
    SignedOutEverywhere,
    PersonRenamed,
    MailLanguageChosen,
    IdentityConfirmed,
    CodeRefused,
    RecoveryCodeUsed,
    RecoveryCodesRenewed,
    SecondFactorSetUp,
    SecondFactorRemoved,
    SecondFactorReset,
    EmailChangeAsked,
    EmailChanged,
    EmailReplaced,
    PasswordChanged,
    PasswordLinkSent,
    PasswordReset,
    RoleOffered,
    MembershipOffered,
    InvitationCancelled,
    RoleAccepted,
    MembershipAccepted,
    MembershipEnded,
    RoleGranted,
    RoleWithdrawn,
    PersonDeactivated,
    PersonReactivated,
    OrganisationCreated,
    OrganisationEdited,
    OrganisationVerified,
    VerificationWithdrawn,
    VerificationAsked,
    VerificationRefused,
    AccessTokenMade,
    AccessTokenTakenBack,
)
