"""Rows of a table that count: cells that are one of some texts, or keep within bounds."""

from checker.read.pack.draft import texts
from checker.read.pack.reference import Row
from checker.read.text.nodes import Mapping, Scalar

SIGNS = (">=", "<=", ">", "<")


def where_of(node: Mapping) -> dict[Scalar, tuple[str, ...]]:
    """Each column under `where` with the texts it is held against."""
    where = node.get("where")
    return {key: texts(value) for key, value in where.entries} if isinstance(where, Mapping) else {}


def counts(row: Row, where: dict[Scalar, tuple[str, ...]]) -> bool:
    """Whether a row's cells fit all that `where` asks."""
    return all(_fits(row.cells[column.text].strip(), wanted) for column, wanted in where.items())


def _fits(cell: str, wanted: tuple[str, ...]) -> bool:
    """Whether a cell is one of the texts, or keeps within the bounds of the only one: ">= 1e24", "2018 to 2020"."""
    bounds = _bounds(wanted[0]) if len(wanted) == 1 else ()
    return cell != "" and all(_holds(cell, sign, bound) for sign, bound in bounds) if bounds else cell in wanted


def _bounds(text: str) -> tuple[tuple[str, str], ...]:
    low, _, high = text.partition(" to ")
    if high:
        return (">=", low), ("<=", high)
    sign = next((sign for sign in SIGNS if text.startswith(sign)), "")
    return ((sign, text.removeprefix(sign).strip()),) if sign else ()


def _holds(cell: str, sign: str, bound: str) -> bool:
    """By number; dates and other texts by as many letters as the bound has, so that 2020-05 is not past 2020."""
    try:
        order = (float(cell) > float(bound)) - (float(cell) < float(bound))
    except ValueError:
        start = cell[: len(bound)]
        order = (start > bound) - (start < bound)
    return {">": order > 0, "<": order < 0, ">=": order >= 0, "<=": order <= 0}[sign]
