"""Rows that others cite or follow by email, and what cites them."""

from consult.citations.forms import ReferencesField
from consult.citations.queries import (
    WrongLines,
    cited_in,
    links,
    offered_to_cite,
    read_references,
    reference_to,
    references_to,
    ward_of,
)
from consult.citations.services import cite, forget_citations, remove_citation
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
    "offered_to_cite",
    "read_references",
    "reference_to",
    "references_to",
    "remove_citation",
    "tell_followers",
    "trace_of",
    "traces_of",
    "ward_of",
]
