"""What is taken out of a text before it leaves, beside what officers redacted: addresses, numbers and links."""

import re

# From what cannot be anything else to what merely looks like it: a link may hold an address, and an address digits.
_MASKS = (
    ("[link]", re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("[email]", re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\s@<>(),;:]+")),
    ("[postcode]", re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)),
    ("[number]", re.compile(r"\b[A-Z]{2}\s?(?:[0-9]{2}\s?){3}[A-D]\b", re.IGNORECASE)),
    ("[number]", re.compile(r"(?<![\w.])\+?\(?[0-9](?:[ ().\-/]{0,3}[0-9]){6,}(?!\w)")),
)


def masked(text: str) -> str:
    """Return a text without email addresses, postcodes, telephone and other long numbers, and links."""
    for name, pattern in _MASKS:
        text = pattern.sub(name, text)
    return text
