"""From what people wrote to reasons: passages and points, themes, and how much of it is covered."""
