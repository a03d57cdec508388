"""The officer's desk: reading responses, entering what came on paper, excluding what does not count."""
