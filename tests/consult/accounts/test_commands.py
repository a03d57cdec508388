"""The first administrator gets in by a link that the shell prints."""

import pyotp
from click.testing import CliRunner
from sqlalchemy import select

from consult.accounts.commands import accounts_group
from consult.accounts.invitations import accept_as_new, find_link
from consult.accounts.models import JOIN
from consult.accounts.second_factor import begin_set_up, confirm_set_up, has_second_factor, key_to_confirm
from consult.kernel.authz import Actor, Role
from consult.kernel.db import Database
from consult.mail.models import MailMessage
from tests.factories import make_person
from tests.support.mail import written_mail


def test_the_printed_link_makes_an_administrator_and_no_mail_is_sent(database: Database) -> None:
    run = CliRunner().invoke(
        accounts_group, ["invite", "ada@council.example", "--role", "administrator", "--name", "Ada"], obj=database
    )
    assert run.exit_code == 0
    with database.unit_of_work() as session:
        link = find_link(session, run.output.strip().rsplit("/", 1)[-1], JOIN)
        person = accept_as_new(session, link, link.name, "kettle violin marsh 42")
        assert (person.name, set(person.roles)) == ("Ada", {Role.ADMINISTRATOR})
        assert session.scalars(select(MailMessage)).all() == []
    again = CliRunner().invoke(
        accounts_group, ["invite", "ada@council.example", "--role", "administrator"], obj=database
    )
    assert again.exit_code == 1
    assert "already" in again.output


def test_what_is_no_address_or_no_role_is_refused(database: Database) -> None:
    for words in (["ada", "--role", "officer"], ["ada@council.example", "--role", "group_member"]):
        run = CliRunner().invoke(accounts_group, ["invite", *words], obj=database)
        assert run.exit_code == 2
        assert "Traceback" not in run.output


def test_two_step_sign_in_is_reset_from_the_shell(database: Database) -> None:
    with database.unit_of_work() as session:
        person = make_person(session, Role.ADMINISTRATOR, email="ada@council.example")
        begin_set_up(session, person)
        app = pyotp.TOTP(key_to_confirm(session, person.id))
        confirm_set_up(session, Actor(person_id=person.id, name=person.name), person, app.now())
        number = person.id
    run = CliRunner().invoke(accounts_group, ["reset-two-step", "Ada@council.example"], obj=database)
    assert (run.exit_code, "Two-step sign-in is reset" in run.output) == (0, True)
    with database.unit_of_work() as session:
        assert not has_second_factor(session, number)
        assert "Your two-step sign-in was reset" in [
            letter.subject for letter in written_mail(session, "ada@council.example")
        ]
    again = CliRunner().invoke(accounts_group, ["reset-two-step", "ada@council.example"], obj=database)
    assert (again.exit_code, "Two-step sign-in is off" in again.output) == (1, True)
    unknown = CliRunner().invoke(accounts_group, ["reset-two-step", "eve@council.example"], obj=database)
    assert (unknown.exit_code, "There is no account" in unknown.output) == (2, True)
