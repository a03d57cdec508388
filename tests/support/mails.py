"""Mails as files, as somebody saves them from a mail program."""

from collections.abc import Mapping
from email.message import EmailMessage


def mail(
    text: str = "We are against the cameras.",
    *,
    page: str = "",
    sender: str = "Rita <rita@people.example>",
    date: str = "Mon, 12 Jan 2026 09:30:00 +0000",
    files: Mapping[str, bytes] | None = None,
    inner: EmailMessage | None = None,
) -> EmailMessage:
    """Return a mail with these parts."""
    message = EmailMessage()
    message["From"], message["Date"], message["Subject"] = sender, date, "The consultation"
    message.set_content(text)
    if page:
        message.add_alternative(page, subtype="html")
    for name, content in (files or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if inner is not None:
        message.add_attachment(inner)
    return message
