"""Email addresses: read by one parser, so that nothing is delivered elsewhere than where somebody typed."""

from email_validator import EmailNotValidError, validate_email

from consult.kernel.errors import Invalid
from consult.kernel.messages import lazy_gettext as _l

SENTENCE = _l("Enter an email address in the correct format, like name@example.com")


def read_address(typed: str) -> str:
    """Return an email address in the one form that we keep, compare and write to.

    The domain is in small letters and in ASCII (IDNA 2008), so that no other script's letter passes for a Latin one;
    the name before the @ is in ASCII too, since few mail servers take more. Raises `Invalid` for everything that a mail
    program might read as another address: comments, groups, quotes, several addresses, letters nobody sees.
    """
    try:
        found = validate_email(
            typed.strip(), check_deliverability=False, allow_smtputf8=False, globally_deliverable=False
        )
    except EmailNotValidError as error:
        raise Invalid(SENTENCE, {"email": SENTENCE}) from error
    address = found.ascii_email or ""
    if "." not in address.rpartition("@")[2]:
        raise Invalid(SENTENCE, {"email": SENTENCE})
    return address


def is_address(typed: str) -> bool:
    """Whether this is an email address."""
    try:
        read_address(typed)
    except Invalid:
        return False
    return True
