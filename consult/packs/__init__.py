"""The results pack: all that was published of a consultation, with what is needed to check it on another machine."""
