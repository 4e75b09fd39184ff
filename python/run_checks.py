"""Starts a run of checks: `python run_checks.py <pytest's arguments>`, told what to do by `BRIDGECRAFT_RUN_FOLDER`.

`python run_checks.py --spare <packages>` imports them and waits for a run on standard input.

Written so that any Python since 2.7 can parse it: an interpreter that is too old says so instead of a syntax error.
As a script in a folder of its own it keeps the learner's folder off `sys.path`, where a `random.py` would stand in for
the standard library's.
"""

import json
import os
import sys

OLDEST = (3, 11)
NEWEST = (3, 14)


def unsupported():
    """Whether this interpreter cannot run the checks."""
    return not OLDEST <= sys.version_info[:2] <= NEWEST or sys.maxsize <= 2**32


def say_unsupported():
    """Leaves the one event that explains why nothing ran."""
    folder = os.environ["BRIDGECRAFT_RUN_FOLDER"]
    event = {
        "run": os.environ["BRIDGECRAFT_RUN"],
        "kind": "session",
        "python": {
            "version": ".".join(str(part) for part in sys.version_info[:3]),
            "executable": sys.executable,
            "bits": 64 if sys.maxsize > 2**32 else 32,
        },
        "packages": {},
        "missing": [],
        "imports": {},
        "foreign": [],
        "unsupported": True,
    }
    with open(os.path.join(folder, "events.jsonl"), "ab") as events:
        events.write((json.dumps(event) + "\n").encode("utf-8"))


if __name__ == "__main__":
    if unsupported():
        say_unsupported()
        sys.exit(3)
    from bridgecraft_pytest.run import main

    if sys.argv[1:2] == ["--spare"]:
        from bridgecraft_pytest.spare import wait

        sys.argv[1:] = wait(sys.argv[2:])
    main(sys.argv[1:])
