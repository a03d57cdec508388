"""The resident's journey: from the first page of an activity to the receipt, and back again with a code."""
