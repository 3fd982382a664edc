"""
Run one command and say how long it took and how much memory it had: `spawn.py FILE COMMAND…`.

A process of its own, and a small one: the system counts the memory of whoever starts a process into
that process's most, so nothing big may start what is measured. Standard output and error of the
command go nowhere; the answer is written to FILE, as JSON.
"""

import json
import os
import subprocess
import sys
import time


def main() -> None:
    """Run the command of the command line."""
    file, *command = sys.argv[1:]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    answer = {
        "seconds": seconds,
        "busy": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * unit,
        "code": child.returncode,
    }
    with open(file, "w", encoding="utf-8") as out:  # noqa: PTH123 - pathlib is slow to import
        json.dump(answer, out)


if __name__ == "__main__":
    main()
