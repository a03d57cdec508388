"""The first administrator gets in by a link that the shell prints."""

from click.testing import CliRunner
from sqlalchemy import select

from consult.accounts.commands import accounts_group
from consult.accounts.invitations import accept_as_new, find_link
from consult.accounts.models import JOIN
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.mail.models import MailMessage


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
