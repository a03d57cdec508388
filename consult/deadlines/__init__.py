"""By when something has to be done about a row, in working days, with reminders, for features and plugins alike."""
