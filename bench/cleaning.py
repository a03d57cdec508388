"""One file written anew, as the child process does it: `python -m bench.cleaning ENDING SOURCE TARGET TITLE`."""

import json
import sys

from bench.memory import largest
from consult.files.cleaners.__main__ import main

if __name__ == "__main__":
    main(*sys.argv[1:])
    print(json.dumps({"largest_mb": largest()}))
