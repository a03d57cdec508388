"""The ways in which a mail can leave: by SMTP, or onto the console."""

import smtplib
import ssl
import sys
from email.message import EmailMessage
from functools import partial

from consult.config import MailSettings
from consult.contract.deployment import Transport
from consult.kernel.messages import gettext as _

PATIENCE = 30


def choose_transport(settings: MailSettings) -> Transport:
    """Return the way that the settings name."""
    return partial(send_by_smtp, settings) if settings.server else show_on_console


def send_by_smtp(settings: MailSettings, message: EmailMessage) -> None:
    """Hand a mail to the mail server; raises what `smtplib` raises when it does not take it."""
    server = settings.server or "localhost"
    context = ssl.create_default_context()
    if settings.use_tls and settings.port == 465:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server, settings.port, timeout=PATIENCE, context=context)
    else:
        connection = smtplib.SMTP(server, settings.port, timeout=PATIENCE)
    with connection:
        if settings.use_tls and settings.port != 465:
            connection.starttls(context=context)
        if settings.username:
            connection.login(settings.username, settings.password or "")
        connection.send_message(message)


def show_on_console(message: EmailMessage) -> None:
    """Print a mail, for deployments without a mail server and for trying things out."""
    text = _(
        "\n--- mail to %(message_value)s: %(message_value_2)s\n%(get_content)s---\n",
        message_value=message["To"],
        message_value_2=message["Subject"],
        get_content=message.get_content(),
    )
    sys.stdout.write(text)
    sys.stdout.flush()
