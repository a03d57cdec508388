"""The envelope around everything anybody says: drafts, answers, about-you, receipts, redaction."""
