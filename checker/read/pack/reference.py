"""Reference tables: CSV files of a pack, each cell with its place."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from msgspec import Struct, field

from checker.maths import dates
from checker.maths.interval import LEAST, MOST
from checker.model.place import Place, Problem
from checker.model.source import Source
from checker.read.pack.draft import Draft, Topic
from checker.read.text.nodes import Node, Scalar
from checker.read.text.raw import MAX_BYTES
from checker.read.text.words import nearest, write_nearest

EVIDENCE = ("data", "read", "recalled")
ADDRESS = re.compile(r"https?://\S+|\b(?:[a-z0-9-]+\.)+(?:org|com|ai|net|io|gov|edu|dev|eu|info|co)/\S+")
PREPRINT = re.compile(r"\barXiv[ :](\d{4}\.\d{4,5})\b")
IN_COMMAS = re.compile(rf",\s*(?:{ADDRESS.pattern})(?<!,)(?=,|$)")
"""An address that is a part of its own of a citation, which reads on without it."""
TRAILING_DATE = re.compile(r"\b((?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)\s*(?:\([^)]*\))?\s*(?:; file \S+)?\s*$")
TABLE = re.compile(r"reference/[^/]+\.csv")
"""Where a pack's tables stand; all of them are read, and so known to whoever keeps what they gave."""
LONGEST = 2000
"""Characters of a cell: looking for an address and a date in it takes as long as the square of that."""
NUMBER = re.compile(r"[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?")


class Row(Struct, frozen=True):
    """One row's cells by column, and where it stands."""

    file: str
    line: int
    cells: dict[str, str]
    text: str
    header: tuple[str, ...]

    def place(self, column: str) -> Place:
        """Where a cell begins."""
        position = self.header.index(column) if column in self.header else 0
        starts = _starts(self.text)
        return Place(self.file, self.line, starts[position] if position < len(starts) else 1)

    def problem(self, column: str, what: str, instead: str = "") -> Problem:
        """Something wrong with a cell."""
        return Problem(self.place(column), what, instead, self.text.split("\n")[0])


class Table(Struct):
    """A table's rows; those of a table with the same path in another pack come after."""

    file: str
    header: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)


def _starts(line: str) -> list[int]:
    """The columns, from 1, at which the cells of a line begin."""
    found, quoted = [1], False
    for place, letter in enumerate(line, 1):
        quoted ^= letter == '"'
        if letter == "," and not quoted:
            found.append(place + 1)
    return found


class Tables:
    """Reads each table once, whichever rules ask for it; nothing is read but what was handed over."""

    def __init__(self, draft: Draft, folders: dict[Path, str], contents: dict[tuple[Path, str], bytes]) -> None:
        """Shown names of the packs' folders, and the bytes of their tables by folder and path within it."""
        self.draft = draft
        self.folders = folders
        self.contents = contents
        self.read: dict[str, Table | None] = {}

    def get(self, topic: Topic, where: Node, path: str) -> Table | None:
        """The table that a rule names, None (and a problem) where there is none or it can't be read."""
        if path not in self.read:
            found = [folder for folder in self.folders if (folder, path) in self.contents]
            if not found:
                self._tell_missing(topic, where, path)
            tables = [self._load(f"{self.folders[f]}/{path}", self.contents[f, path]) for f in found]
            self.read[path] = self._joined([table for table in tables if table]) if all(tables) and tables else None
            self.draft.is_short |= not self.read[path]
        return self.read[path]

    def _tell_missing(self, topic: Topic, where: Node, path: str) -> None:
        """Notes a table that no pack has, or that stands where none is looked for."""
        if ".." in Path(path).parts or Path(path).is_absolute():
            self.draft.tell(where, f'"{path}" is outside the pack', "name a table such as reference/chips.csv")
            return
        if not TABLE.fullmatch(path):
            name = Path(path).stem or "chips"
            what = f'"{path}" is no file reference/*.csv, where a pack has its tables'
            self.draft.tell(where, what, f"move it to reference/{name}.csv, and name that here")
            return
        known = [name for folder, name in self.contents if folder == topic.folder]
        other = nearest(path, known)
        instead = f"did you mean {other}?" if other else f"add {self.folders[topic.folder]}/{path}"
        self.draft.tell(where, f'there is no table "{path}"', instead)

    def _load(self, name: str, data: bytes) -> Table | None:
        if len(data) > MAX_BYTES:
            what = "the table has more than 32 MB"
            self.draft.problems.append(Problem(Place(name), what, "leave out rows that no rule needs"))
            return None
        try:
            content = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.draft.problems.append(Problem(Place(name), "the table is not UTF-8", "save it as UTF-8"))
            return None
        reader = csv.reader(io.StringIO(content, newline=""), strict=True)
        table, faults = Table(name), []
        try:
            table.header = tuple(next(reader, []))
            faults += _header_faults(name, table.header, content.partition("\n")[0].rstrip("\r"))
            for row in _rows(reader, name, table.header, content.replace("\r\n", "\n").split("\n")):
                wrong = [*_wrong_length(row), *_too_long(row)]
                self.draft.problems += wrong
                if wrong:
                    self.draft.broken.add(_cells(row)[0])
                else:
                    table.rows.append(row)
        except csv.Error as error:
            faults.append(Problem(Place(name, reader.line_num), f"this is not CSV: {error}", "close the quotes"))
        self.draft.problems += faults
        return None if faults else table

    def _joined(self, tables: list[Table]) -> Table:
        """One table of those with the same path; the widest says which columns there are."""
        header = max((table.header for table in tables), key=len)
        self.draft.problems += [fault for table in tables for fault in _strange_columns(table, header)]
        blank = dict.fromkeys(header, "")
        rows = [Row(r.file, r.line, {**blank, **r.cells}, r.text, r.header) for table in tables for r in table.rows]
        return Table(tables[0].file, header, rows)

    def has(self, table: Table, where: Node, column: str) -> bool:
        """Whether a table has a column; a problem with the nearest one if it hasn't."""
        if column in table.header:
            return True
        self.draft.unknown(where, "column", column, table.header)
        return False

    def have(self, table: Table, columns: list[Scalar]) -> bool:
        """Whether a table has every one of these columns; a problem for each that it hasn't."""
        return [column for column in columns if not self.has(table, column, column.text)] == []

    def number(self, row: Row, column: str) -> float | None:
        """A cell's number; None where it is empty, or no number above 0, which is a problem."""
        cell = row.cells[column].strip()
        if not cell:
            return None
        figure = number_in(cell)
        if figure is not None:
            return figure
        what = f'{column} is "{cell}", which is no number above 0'
        instead = "write plain digits, or leave the cell empty"
        if NUMBER.fullmatch(cell) and float(cell):
            what, instead = f'{column} is "{cell}"', "write a number from 1e-50 to 1e50, or leave the cell empty"
        self.draft.problems.append(row.problem(column, what, instead))
        return None

    def days(self, row: Row, column: str) -> tuple[int, int] | None:
        """The days that a cell's date may mean; None where it is empty, or no date, which is a problem."""
        cell = row.cells[column].strip()
        try:
            return dates.days(cell) if cell else None
        except ValueError as error:
            what, _, instead = str(error).partition("; ")
            self.draft.problems.append(row.problem(column, what, instead or "write a day that is in the calendar"))
            return None

    def source(self, row: Row) -> Source | None:
        """The citation of a row, None (and a problem) where its cells give none."""
        title = row.cells.get("source", "").strip()
        evidence = row.cells.get("evidence", "").strip()
        if not title:
            self.draft.problems.append(row.problem("source", "the row has no source", "cite one in the column source"))
            return None
        if evidence not in EVIDENCE:
            what = f'evidence is "{evidence}"'
            self.draft.problems.append(row.problem("evidence", what, "write data, read or recalled"))
        return cited(title, evidence)


def number_in(cell: str) -> float | None:
    """The number above 0 that a cell holds, if it holds one within bounds."""
    cell = cell.strip()
    return float(cell) if NUMBER.fullmatch(cell) and LEAST <= float(cell) <= MOST else None


def cited(title: str, evidence: str) -> Source:
    """A citation in one line as a source, with its address (a preprint's by number) and the date at its end."""
    address, preprint = ADDRESS.search(title), PREPRINT.search(title)
    url = address[0].rstrip(",;.)") if address else f"https://arxiv.org/abs/{preprint[1]}" if preprint else ""
    date = TRAILING_DATE.search(ADDRESS.sub("", title))
    day = date[1] if date and dates.is_date(date[1]) else ""
    return Source(IN_COMMAS.sub("", title), url if not url or "://" in url else f"https://{url}", day, evidence)


def parts(cell: str) -> list[str]:
    """The texts of a cell that holds several, separated by semicolons."""
    return [part for part in map(str.strip, cell.split(";")) if part]


def cites(table: Table) -> bool:
    """Whether each row of a table has a source of its own."""
    return "source" in table.header and "evidence" in table.header


def _rows(reader: Iterator[list[str]], name: str, header: tuple[str, ...], lines: list[str]) -> Iterator[Row]:
    last = reader.line_num  # type: ignore[attr-defined]  # typeshed gives csv readers no public class
    for cells in reader:
        first, last = last + 1, reader.line_num  # type: ignore[attr-defined]
        if cells:
            pairs = zip(header, cells, strict=False) if len(cells) == len(header) else ()
            yield Row(name, first, dict(pairs), "\n".join(lines[first - 1 : last]), header)


def _cells(row: Row) -> list[str]:
    """All cells of a row, which those by column lack where it is too long or too short."""
    return next(csv.reader([row.text]))


def _wrong_length(row: Row) -> list[Problem]:
    if len(row.cells) == len(row.header):
        return []
    cells = len(_cells(row))
    what = f"the row has {cells} cells, the header {len(row.header)}"
    more = "put a cell that holds a comma in quotes"
    fewer = "add the commas that are missing; a cell may be empty"
    return [Problem(Place(row.file, row.line), what, more if cells > len(row.header) else fewer, row.text)]


def _too_long(row: Row) -> list[Problem]:
    what, instead = f"the cell has more than {LONGEST:,} characters", "keep what rules need of it"
    return [row.problem(column, what, instead) for column, cell in row.cells.items() if len(cell) > LONGEST]


def _header_faults(name: str, header: tuple[str, ...], line: str) -> list[Problem]:
    place = Place(name)
    if not any(header):
        return [Problem(place, "the table is empty", "write a header and rows")]
    twice = [column for column in header if header.count(column) > 1]
    return [Problem(place, f'the column "{twice[0]}" is given twice', "rename one of the two", line)] if twice else []


def _strange_columns(table: Table, known: tuple[str, ...]) -> list[Problem]:
    line = ",".join(table.header)
    starts = accumulate((len(column) + 1 for column in table.header), initial=1)
    return [
        Problem(
            Place(table.file, 1, start),
            f'another pack\'s table of this path has no column "{column}"',
            write_nearest(column, known, "rename the column, or give the table a name of its own"),
            line,
        )
        for column, start in zip(table.header, starts, strict=False)
        if column not in known
    ]
