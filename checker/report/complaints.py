"""What is wrong with input, or with the program itself, as it is told: place, line and what to write instead."""

from checker.model.place import Problem
from checker.shown import escaped, line

LONG = 120
"""Input lines are shown up to so many characters, with the faulty column among them."""


def complaint(problem: Problem) -> str:
    """An input problem: place and what is wrong, the line with a caret under the column, and what to write instead."""
    lines = [f"{problem.place}: {fault(problem.what) if problem.fault else _shortened(problem.what)}"]
    if problem.line:
        text, column = _around(problem.line.expandtabs(1).rstrip(), problem.place.column)
        text, column = escaped(text), len(escaped(text[: column - 1])) + 1
        number = f"  {problem.place.line} | "
        lines += [number + text, " " * (len(number) + column - 1) + "^"]
    lines += [f"  {problem.instead}"] if problem.instead else []
    return "\n".join(map(line, lines))


def fault(what: str) -> str:
    """That the program failed on something, how, and what to do about it."""
    return f"the fault is checker's own: {what}; please report it with the input"


def _shortened(what: str) -> str:
    """What is wrong, without the middle of a quotation that no one would read."""
    return what if len(what) <= 4 * LONG else f"{what[: 3 * LONG]} … {what[-LONG:]}"


def _around(line: str, column: int) -> tuple[str, int]:
    if len(line) <= LONG:
        return line, column
    start = max(0, min(column - 1 - LONG // 2, len(line) - LONG))
    shown = line[start : start + LONG]
    head, tail = ("…" if start else ""), ("…" if start + LONG < len(line) else "")
    return head + shown[len(head) : len(shown) - len(tail)] + tail, column - start
