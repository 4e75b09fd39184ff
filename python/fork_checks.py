"""Runs checks in forks of one process that has imported a step's packages: what `verify` starts hundreds of times.

`python fork_checks.py --serve SOCKET PACKAGES…` imports them, answers on a Unix socket, and ends with its input.
`python fork_checks.py SOCKET PYTEST'S ARGUMENTS…` stands for `run_checks.py PYTEST'S ARGUMENTS…`: it hands its streams,
folder and environment to that process and ends as the fork ends. `--reads FILE` before it has the run note there which
files of the project it opened. Linux only; elsewhere runs start cold.
"""

from __future__ import annotations

import array
import json
import os
import selectors
import signal
import socket
import sys
from dataclasses import dataclass
from typing import Any

# How a fork ends that a cold start must stand in for; `spare.py` says why.
UNFIT = 75
CANNOT_START = 70
LENGTH = 8
STREAMS = (0, 1, 2)


def ask(place: str, arguments: list[str], reads: str | None) -> int:
    """Has a fork run pytest with these arguments. Returns its exit code; minus a signal's number where one ended it."""
    order = {
        "arguments": arguments,
        "environment": dict(os.environ),
        "project": os.getcwd(),
        "reads": reads,
    }
    body = json.dumps(order).encode("utf-8")
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(place)
        streams = array.array("i", STREAMS).tobytes()
        server.sendmsg([len(body).to_bytes(LENGTH)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
        server.sendall(body)
        answer = server.recv(LENGTH)
    return int.from_bytes(answer, signed=True) if len(answer) == LENGTH else CANNOT_START


@dataclass
class Fork:
    """A run in a process of its own, and who waits for its end."""

    process: int
    handle: int
    asker: socket.socket


class Server:
    """Forks a run for each that asks; ends the run of one that has gone."""

    def __init__(self, place: str) -> None:
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(place)
        self.listener.listen()
        self.events = selectors.DefaultSelector()
        self.events.register(0, selectors.EVENT_READ, self.leave)
        self.events.register(self.listener, selectors.EVENT_READ, self.start)
        self.forks: list[Fork] = []

    def serve(self) -> None:
        """Never returns in the server; in a fork, the run ends the process."""
        while True:
            for key, _ in self.events.select():
                key.data()

    def start(self) -> None:
        """Takes one order and forks."""
        asker, _ = self.listener.accept()
        try:
            order, streams = received(asker)
        except (OSError, ValueError, EOFError):
            asker.close()
            return
        process = os.fork()
        if process == 0:
            run_in_fork(self, order, streams)
        for stream in streams:
            os.close(stream)
        fork = Fork(process, os.pidfd_open(process), asker)
        self.forks.append(fork)
        self.events.register(fork.handle, selectors.EVENT_READ, lambda: self.finish(fork))
        self.events.register(asker, selectors.EVENT_READ, lambda: end(fork))

    def finish(self, fork: Fork) -> None:
        """Tells whoever waits how it ended."""
        _, status = os.waitpid(fork.process, 0)
        self.forks.remove(fork)
        self.events.unregister(fork.handle)
        os.close(fork.handle)
        if fork.asker in self.events.get_map():
            self.events.unregister(fork.asker)
        code = os.waitstatus_to_exitcode(status)
        try:
            fork.asker.sendall(code.to_bytes(LENGTH, signed=True))
        except OSError:
            pass  # It has gone, which is why the fork was ended.
        fork.asker.close()

    def leave(self) -> None:
        """Ends with whoever started it."""
        for fork in self.forks:
            end(fork)
        os._exit(0)


def received(asker: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """An order, and the streams of whoever asks."""
    streams = array.array("i")
    head, ancillary, _, _ = asker.recvmsg(LENGTH, socket.CMSG_SPACE(len(STREAMS) * streams.itemsize))
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            streams.frombytes(data)
    if len(head) < LENGTH or len(streams) != len(STREAMS):
        raise EOFError
    body = b""
    length = int.from_bytes(head)
    while len(body) < length:
        part = asker.recv(length - len(body))
        if not part:
            raise EOFError
        body += part
    return json.loads(body), list(streams)


def end(fork: Fork) -> None:
    """The run with what it has started. What has left its group carries the run's id and is found by that."""
    for kill in (os.killpg, os.kill):
        try:
            kill(fork.process, signal.SIGKILL)
        except OSError:
            pass


def run_in_fork(server: Server, order: dict[str, Any], streams: list[int]) -> None:
    """What a cold start does, with everything imported; does not return."""
    from bridgecraft_pytest.run import main
    from bridgecraft_pytest.spare import enter, stands_in_the_way

    os.setpgid(0, 0)
    for stream, own in zip(streams, STREAMS, strict=True):
        os.dup2(stream, own)
        os.close(stream)
    server.events.close()
    server.listener.close()
    for fork in server.forks:
        os.close(fork.handle)
        fork.asker.close()
    os.environ.clear()
    os.environ.update(order["environment"])
    if stands_in_the_way(order["project"], {name.partition(".")[0] for name in sys.modules}):
        os._exit(UNFIT)
    enter(order["project"], {})
    forget()
    if order["reads"] is not None:
        note_reads(order["project"], order["reads"])
    sys.argv[:] = [os.path.join(os.path.dirname(sys.argv[0]), "run_checks.py"), *order["arguments"]]
    try:
        main(order["arguments"])
    finally:
        os._exit(CANNOT_START)


def forget() -> None:
    """What libraries have kept from before the fork and a new process would find anew."""
    import tempfile

    tempfile.tempdir = None
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


# After these, a process that is not watched may read what it likes.
STARTS = ("subprocess.Popen", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn", "os.system")
ANYTHING = "*"


def note_reads(project: str, place: str) -> None:
    """A line for each file of the project that is opened, relative to it; `*` when another process is started."""
    root = os.path.join(os.path.realpath(project), "")
    notes = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    noted: set[str] = set()

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            name = path[len(root) :] if path.startswith(root) else None
        else:
            name = ANYTHING if event in STARTS else None
        if name is not None and name not in noted:
            noted.add(name)
            os.write(notes, f"{name}\n".encode())

    sys.addaudithook(note)


def serve(place: str, requirements: list[str]) -> None:
    """Imports, says so, and answers."""
    import gc

    from bridgecraft_pytest.spare import preload

    # It settles where its examples are kept when it is imported, and each run has a place of its own.
    preload([name for name in requirements if name != "hypothesis"])
    gc.collect()
    gc.freeze()
    server = Server(place)
    print("ready", flush=True)
    server.serve()


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        serve(sys.argv[2], sys.argv[3:])
    reads = None
    if sys.argv[1] == "--reads":
        reads = sys.argv[2]
        del sys.argv[1:3]
    code = ask(sys.argv[1], sys.argv[2:], reads)
    if code < 0:
        if -code not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)
