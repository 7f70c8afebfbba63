"""python -m checker, and the `checker` command."""

import gc
import os
import sys

YOUNG = 5_000_000
"""New objects before a collection: a rulebook is tens of thousands of lasting ones; searching them finds nothing."""


def main() -> None:
    """Runs the command line; the version is told without loading anything else."""
    if sys.argv[1:] == ["--version"]:
        from checker import __version__

        print(f"checker {__version__}")
        return
    gc.set_threshold(YOUNG)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # arrays are small: more threads only cost their start
    from checker.cli import run

    run()


if __name__ == "__main__":
    main()
