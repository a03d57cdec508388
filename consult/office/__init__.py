"""People in office: who sat on the council, or held which role, on which day; with or without an account."""
