"""The ground floor: database, clock, chance, rights, events and text; it knows neither web nor council."""
