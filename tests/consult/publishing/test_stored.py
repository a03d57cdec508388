"""A document that is kept is read again as it was."""

import orjson

from consult.publishing.blocks import PublishedDocument
from consult.publishing.stored import plain_document, read_document


def test_a_document_goes_through_json_unchanged(document: PublishedDocument) -> None:
    assert read_document(orjson.loads(orjson.dumps(plain_document(document)))) == document
