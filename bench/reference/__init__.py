"""What Consult is measured against: the barest program that does the same work."""
