"""What a piece of work costs in processor time, and in memory over what the process held before."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def measured() -> Iterator[None]:
    """Print CPU seconds and the growth of the largest resident set in MB, as one line of JSON."""
    idle, began = largest(), time.process_time()
    yield
    print(json.dumps({"cpu": time.process_time() - began, "over_idle_mb": largest() - idle}))


def largest() -> float:
    """Return the most memory this process ever had resident, in MB."""
    # The kernel's own mark for this program; getrusage would still count the process that started it.
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:", 1)[1].split(None, 1)[0]) / 1024
