"""Accounts and groups, the personal data that is kept of them, and letters to them."""

from consult.accounts.models import Membership, Organisation, Person
from consult.accounts.office import acts_in_office
from consult.accounts.organisations import KINDS as ORGANISATION_KINDS
from consult.accounts.queries import holders_of, organisations, people
from consult.contract.deployment import speaking_to
from consult.contract.plugin import PersonalData
from consult.kernel.addresses import read_address
from consult.mail.services import AttachedFile, send_mail
from consult.privacy.remnants import ask_to_scrub

__all__ = [
    "ORGANISATION_KINDS",
    "AttachedFile",
    "Membership",
    "Organisation",
    "Person",
    "PersonalData",
    "acts_in_office",
    "ask_to_scrub",
    "holders_of",
    "organisations",
    "people",
    "read_address",
    "send_mail",
    "speaking_to",
]
