"""Engagement: whom the authors of an assessment invited, what each body said and was answered, and who is missing."""
