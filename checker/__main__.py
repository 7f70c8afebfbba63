"""python -m checker, and the `checker` command."""

import gc
import os
import sys
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
    _load_msgspec()
    from checker.cli import run

    try:
        run()
    except SystemExit as end:
        _end(end.code)


def _load_msgspec() -> None:
    """Loads msgspec without typing_extensions, if that is there: of it msgspec takes what Python has itself.

    With it come inspect, ast, dis and tokenize, which together take longer than all that is believed to be read.
    """
    name = "typing_extensions"
    if name not in sys.modules:
        sys.modules[name] = None  # type: ignore[assignment]  # as Python's manual has it of what isn't to be found
        import msgspec  # noqa: F401

        del sys.modules[name]


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
