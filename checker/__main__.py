"""python -m checker, and the `checker` command."""

import gc
import os
import sys
from types import SimpleNamespace
from typing import NoReturn

YOUNG = 5_000_000
"""New objects before a collection: a rulebook is tens of thousands of lasting ones; searching them finds nothing."""
INTERRUPTED = 130


def main() -> None:
    """Runs the command line; the version is told without loading anything else."""
    if sys.argv[1:] == ["--version"]:
        from checker import __version__
        from checker.streams import guard

        guard()
        print(f"checker {__version__}", flush=True)
        return
    import signal

    signal.signal(signal.SIGINT, _stop)  # before all that takes time, most of which is imports
    gc.set_threshold(YOUNG)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # arrays are small: more threads only cost their start
    _load_lightly()
    from checker.cli import run

    try:
        run()
    except SystemExit as end:
        _end(end.code)


def _load_lightly() -> None:
    """Loads msgspec and pathlib without what they load and nobody here asks for; whoever does later gets it whole.

    msgspec takes of typing_extensions what Python has itself; with it come inspect, ast, dis and tokenize. uuid, which
    msgspec loads, asks platform for the system's name, and pathlib wants one function of urllib.parse for addresses.
    All that takes longer than what is believed takes to be read.
    """
    instead = {
        "typing_extensions": None,  # as Python's manual has it of what isn't to be found
        "platform": SimpleNamespace(system=lambda: os.uname().sysname),
        "urllib.parse": SimpleNamespace(quote_from_bytes=_quoted),
    }
    if hasattr(os, "uname") and sys.modules.keys().isdisjoint(instead):
        sys.modules.update(instead)  # type: ignore[arg-type]
        import pathlib  # noqa: F401

        import msgspec  # noqa: F401

        for name in instead:
            del sys.modules[name]


def _quoted(path: bytes) -> str:
    """A path as part of an address."""
    from urllib.parse import quote_from_bytes

    return quote_from_bytes(path)


def _end(code: object) -> NoReturn:
    """Ends the process at once: taking a rulebook apart, object by object, takes a fifth of a question's time."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as end:  # standard output is lost only now
        code = end.code
    if code is not None and not isinstance(code, int):
        os.write(2, f"{code}\n".encode())
    os._exit(code if isinstance(code, int) else int(code is not None))


def _stop(*_: object) -> NoReturn:
    """Ctrl-C: one quiet line, below the ^C that a terminal shows."""
    os.write(2, b"\nstopped\n" if os.isatty(2) else b"stopped\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
