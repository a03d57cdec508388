"""The library of questions: those that officers keep for others to ask, and the harmonised ones."""
