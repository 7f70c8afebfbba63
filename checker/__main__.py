"""python -m checker, and the `checker` command."""

import sys


def main() -> None:
    """Runs the command line; the version is told without loading anything else."""
    if sys.argv[1:] == ["--version"]:
        from checker import __version__

        print(f"checker {__version__}")
        return
    from checker.cli import run

    run()


if __name__ == "__main__":
    main()
