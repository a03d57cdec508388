"""Rows that others cite or follow by email, and what cites them."""

from consult.citations.forms import ReferencesField
from consult.citations.queries import WrongLines, cited_in, links, read_references, reference_to, references_to, ward_of
from consult.citations.services import cite, forget_citations
from consult.contract.references import Link, Reference, ReferenceKind
from consult.follows.services import forget_news, tell_followers
from consult.steps.traces import trace_of, traces_of

__all__ = [
    "Link",
    "Reference",
    "ReferenceKind",
    "ReferencesField",
    "WrongLines",
    "cite",
    "cited_in",
    "forget_citations",
    "forget_news",
    "links",
    "read_references",
    "reference_to",
    "references_to",
    "tell_followers",
    "trace_of",
    "traces_of",
    "ward_of",
]
