"""The tests of an outside plugin run apart, since its tables are not among ours: `test_apart.py` runs them."""

import os

APART = "CONSULT_TEST_OUTSIDE"

collect_ignore = [] if os.environ.get(APART) else ["test_pledge.py", "test_pledge_redaction.py"]
