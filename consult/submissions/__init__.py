"""The record of what people said: each submission once, whole, counted and findable."""
