"""Statistics for officers: answers against answers, tests of difference, and how far they carry."""
