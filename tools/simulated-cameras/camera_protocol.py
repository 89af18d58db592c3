"""How a simulated camera talks to whoever started it: JSON lines on stdout, one-word commands on stdin.

The camera writes `{"event": "ready", ...}` once it listens and answers every command with exactly one line:
`{"event": "done", "command": ...}`, `{"event": "stats", ...}` or `{"event": "error", "message": ...}`.
The end of stdin ends the camera, so that it never outlives the process that started it.
"""

import json
import signal
import sys
import threading
from collections.abc import Callable

Command = Callable[[], dict | None]


def announce(event: str, **fields: object) -> None:
    """Writes one event as one line of JSON."""
    sys.stdout.write(json.dumps({"event": event, **fields}) + "\n")
    sys.stdout.flush()


def serve_commands(commands: dict[str, Command], call_in_loop: Callable[[Callable[[], None]], None], stop: Callable[[], None]) -> None:
    """Reads commands on a thread of their own and runs each in the camera's event loop.

    A command returns None, or the fields of the `stats` event that answers it.
    """

    def run(name: str) -> None:
        command = commands.get(name)
        if command is None:
            announce("error", message=f"unknown command {name!r}; one of {', '.join(commands)}")
            return
        try:
            answer = command()
        except Exception as failure:  # without an answer, the caller would wait until its deadline
            announce("error", message=f"{name} failed: {failure!r}")
            return
        if answer is None:
            announce("done", command=name)
        else:
            announce("stats", **answer)

    def read() -> None:
        for line in sys.stdin:
            name = line.strip()
            if name:
                call_in_loop(lambda name=name: run(name))
        call_in_loop(stop)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: call_in_loop(stop))
    threading.Thread(target=read, name="commands", daemon=True).start()
