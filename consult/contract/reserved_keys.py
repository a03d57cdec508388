"""What no question may be called."""

from consult.contract.questions import CONSENT_KEYS

# Columns of every export, and what a form has beside its fields.
RESERVED_KEYS = frozenset(
    {
        *CONSENT_KEYS,
        *("reference", "received_hour", "received_on", "channel", "area", "questions_version"),
        *("is_synthetic", "attribution", "csrf_token", "submit"),
        *("Meta", "add_error", "data", "errors", "has_files", "hidden_tag", "is_submitted", "places", "populate_obj"),
        *("post_process", "process", "revealed", "saved_otherwise", "take_errors", "validate", "validate_on_submit"),
    }
)
"""The keys that are taken: of questions that the core asks, of columns and of fields."""
