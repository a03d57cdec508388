"""The code book of a consultation, and which of its themes each text has."""
