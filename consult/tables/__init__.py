"""Tables out of files that people have: text in any usual encoding and with any usual separator, and workbooks."""
