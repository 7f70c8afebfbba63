"""Currencies of a pack: their names, and their rates from a table."""

from checker.model.money import Currency, Rate
from checker.model.place import Place
from checker.read.pack.draft import Draft, entries, scalar, scalars, text, texts
from checker.read.pack.reference import Row, Table, Tables
from checker.read.text.nodes import Mapping

YEAR = range(1900, 2101)


def read_currencies(draft: Draft, tables: Tables) -> dict[str, Currency]:
    """Currencies by code, in the order in which their names stand."""
    found: dict[str, Currency] = {}
    seen: dict[str, Place] = {}
    for topic, node in draft.items("currencies"):
        path = scalar(node, "table")
        table = tables.get(topic, path, path.text)
        columns = [column for name in ("code", "year", "mean", "low", "high") for column in scalars(node.get(name))]
        if not table or not tables.have(table, columns):
            continue
        rates = _rates(draft, tables, node, table)
        for code, names in entries(node.get("names")):
            if code.text not in rates:
                draft.unknown(code, f"currency of {path.text}", code.text, rates)
            elif code.text in seen:
                what = f"{code.text} is a currency already, at {seen[code.text]}"
                draft.tell(code, what, "give all its names in one place")
            else:
                seen[code.text] = code.place
                by_year = tuple(rate for _, rate in sorted(rates[code.text].items()))
                found[code.text] = Currency(code.text, (code.text, *texts(names)), by_year)
    return found


def _rates(draft: Draft, tables: Tables, node: Mapping, table: Table) -> dict[str, dict[int, Rate]]:
    """Code → year → rate; a second one of the same year is a problem."""
    rates: dict[str, dict[int, Rate]] = {}
    seen: dict[tuple[str, int], Place] = {}
    column = text(node, "code")
    for row in table.rows:
        rate = _rate(draft, tables, node, row)
        if not rate or not tables.source(row):
            continue
        code = row.cells[column].strip()
        first = seen.setdefault((code, rate.year), row.place(column))
        if first != row.place(column):
            what = f"{code} has two rates of {rate.year}, the first at {first}"
            draft.problems.append(row.problem(column, what, "keep one of the two"))
        rates.setdefault(code, {})[rate.year] = rate
    return rates


def _rate(draft: Draft, tables: Tables, node: Mapping, row: Row) -> Rate | None:
    year, mean = (tables.number(row, text(node, name)) for name in ("year", "mean"))
    if year is None or year not in YEAR or mean is None:
        column = text(node, "mean" if year in YEAR else "year")
        draft.problems.append(row.problem(column, "the rate has no year, or no mean", "fill in both, or leave it out"))
        return None
    low, high = (tables.number(row, text(node, name)) or mean for name in ("low", "high"))
    if not low <= mean <= high:
        draft.problems.append(
            row.problem(text(node, "mean"), "the mean lies outside low and high", "correct the three")
        )
    return Rate(int(year), mean, low, high)
