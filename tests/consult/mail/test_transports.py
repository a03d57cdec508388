"""The ways in which a mail leaves."""

import smtplib
from dataclasses import replace
from email.message import EmailMessage

import pytest

from consult.config import Settings
from consult.mail.transports import choose_transport, send_by_smtp, show_on_console
from tests.support.smtp import mail_server


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@council.example", "b@people.example", "Your code"
    message.set_content("It is 7F3K.")
    return message


def test_without_a_server_mail_is_shown_on_the_console(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    transport = choose_transport(settings.mail)
    assert transport is show_on_console
    transport(letter())
    shown = capsys.readouterr().out
    assert "mail to b@people.example: Your code" in shown
    assert "It is 7F3K." in shown


def test_a_server_without_encryption_gets_nothing_when_encryption_is_asked_for(settings: Settings) -> None:
    with mail_server() as server:
        mail = replace(settings.mail, server="127.0.0.1", port=server.port, use_tls=True)
        with pytest.raises(smtplib.SMTPNotSupportedError):
            send_by_smtp(mail, letter())
        assert server.taken == []


def test_a_server_that_cannot_check_our_password_gets_no_mail(settings: Settings) -> None:
    with mail_server() as server:
        mail = replace(settings.mail, server="127.0.0.1", port=server.port, use_tls=False, username="u", password="p")
        with pytest.raises(smtplib.SMTPNotSupportedError):
            choose_transport(mail)(letter())
        assert server.taken == []
