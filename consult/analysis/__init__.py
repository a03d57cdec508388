"""From what people wrote to reasons: themes, and what a decision has to answer."""
