"""One act for many responses: looked at before it is made, made in slices, and undone as far as nobody went on."""
