"""Work shared among processes, where there is so much of it that they are worth their start."""

import os
import signal
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from checker.cases.assemble import Judged
from checker.explain.case import explain_all, levels_of
from checker.explain.examine import Level
from checker.model.claim import Claim
from checker.model.finding import Finding
from checker.model.place import Place, Problem
from checker.model.rule import Rulebook
from checker.options import Options

if TYPE_CHECKING:
    from checker.read.claims import Read

Part = TypeVar("Part")
Found = TypeVar("Found")
Files = Sequence[tuple[str, bytes]]

BLOCK = 4096
"""After so many claims it is told how far the judging has come."""
BYTES = 500_000
"""From so many bytes of claim files it is worth while to share their reading."""
HARD = 16
"""From so many claims that don't hold at once: each takes a tenth of a second to explain."""
CHUNK = 32
"""Claims explained in one part, at most: some seconds."""
DIES_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux, prctl(2): the signal that a process gets when the one that started it ends."""
CAN_SHARE = sys.platform == "linux"
"""Elsewhere no process can safely begin as a copy of this one."""
MANY = 200
"""Files read in one part, at most: a second or two."""
TURNS = 4
"""Parts for each process, so that none waits long for the last one."""


class Hands:
    """The processes of one run, for all that takes long."""

    def __init__(self, book: Rulebook, options: Options) -> None:
        """As many as the options and the system allow."""
        self.book = book
        self.options = options
        self.jobs = options.jobs if CAN_SHARE else 1
        self.known: dict[Place, Level] = {}
        self.total = self.done = 0
        """How many claims were read, and how many of them are judged."""

    def read(self, files: Files) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
        """The sound claims of some files, and all problems; who reads much judges it while it is at hand."""
        from checker.read.claims import in_order, joined  # a question needs no YAML

        files = in_order(files)
        parts = list(self._parts(files))
        read = joined(parts, files)
        self.total = len(read[0])
        return read

    def _parts(self, files: Files) -> Iterator["Read"]:
        """What the files hold, part by part."""
        from checker.read.claims import Read, read_part

        is_much = len(files) > 1 and sum(len(data) for _, data in files) >= BYTES
        if self.jobs < 2 or not is_much or not all(name.isprintable() for name, _ in files):
            yield read_part(self._told(files), self.book)
            return
        parts = parted(files, self.jobs * TURNS, MANY)
        done = 0
        self.options.progress("reading files:", done, len(files))
        for part, packed in zip(parts, shared(self._read_and_judged, parts, self.jobs), strict=True):
            read, found = msgspec.msgpack.decode(packed, type=tuple[Read, tuple[Level, ...]])
            self.known |= zip((claim.place for claim in read.claims if _is_ready(claim)), found, strict=True)
            done += len(part)
            self.options.progress("reading files:", done, len(files))
            yield read

    def _told(self, files: Files) -> Iterator[tuple[str, bytes]]:
        """The files one by one, while it is told how many bytes of them are read."""
        done, total = 0, sum(len(data) for _, data in files)
        for name, data in files:
            self.options.progress("reading KB:", done // 1000, total // 1000)
            yield name, data
            done += len(data)
        self.options.progress("reading KB:", total // 1000, total // 1000)

    def _read_and_judged(self, files: Files) -> bytes:
        """What some files hold, and how those of their claims hold that wait for no other, packed."""
        from checker.read.claims import read_part

        read = read_part(files, self.book)
        found = levels_of([claim for claim in read.claims if _is_ready(claim)], self.book, {})
        return msgspec.msgpack.encode((read, found))

    def levels(self, claims: Sequence[Claim], judged: Judged, givers: Collection[str]) -> list[Level]:
        """How each claim holds by itself; of those with these ids also what they hand over."""
        found: list[Level] = []
        for start in range(0, len(claims), BLOCK):
            block = claims[start : start + BLOCK]
            others = [claim for claim in block if claim.place not in self.known]
            new = dict(
                zip((claim.place for claim in others), levels_of(others, self.book, judged, givers), strict=True)
            )
            found += [new[c.place] if c.place in new else self.known.pop(c.place) for c in block]
            self.done += len(block)
            self.options.progress("judging claims:", self.done, self.total)
        return found

    def explained(self, claims: Sequence[Claim], hard: int, judged: Judged) -> list[Finding]:
        """Claims explained, given how many of them don't hold at once."""
        wanted = self.options.wanted()
        if self.jobs < 2 or hard < HARD:
            return self._counted(([each] for each in explain_all(claims, judged, self.book, wanted)), len(claims))
        parts = parted(claims, self.jobs * TURNS, CHUNK)
        return self._counted(
            shared(lambda part: list(explain_all(part, judged, self.book, wanted)), parts, self.jobs), len(claims)
        )

    def _counted(self, parts: Iterable[list[Found]], total: int) -> list[Found]:
        found: list[Found] = []
        for part in parts:
            found += part
            self.options.progress("explaining claims:", len(found), total)
        return found


def _is_ready(claim: Claim) -> bool:
    """Whether a claim can be judged as it is read: it waits for no other, and its kind is settled."""
    return not claim.links and len(claim.kinds) < 2


def parted(whole: Sequence[Part], count: int, most: int) -> list[Sequence[Part]]:
    """So many parts of about one size, or more so that none is larger than the most."""
    size = max(1, min(most, -(-len(whole) // count)))
    return [whole[start : start + size] for start in range(0, len(whole), size)]


def shared(work: Callable[[Sequence[Part]], Found], parts: Sequence[Sequence[Part]], jobs: int) -> Iterator[Found]:
    """The work done on each part, in order, by processes that begin with all that this one knows."""
    if len(parts) < 2:
        yield from map(work, parts)
        return
    from concurrent.futures import ProcessPoolExecutor  # most runs need no other process
    from multiprocessing import get_context

    count = min(jobs, len(parts))
    with ProcessPoolExecutor(count, get_context("fork"), _begin, (lambda number: work(parts[number]),)) as pool:
        yield from pool.map(_one, range(len(parts)))


_mine: list[Callable[[int], Any]] = []
"""In a process that helps, the work that it was started for, which came with it and takes no packing; else nothing."""


def _one(number: int) -> Any:  # noqa: ANN401  # whatever the work finds
    (work,) = _mine
    return work(number)


def _begin(work: Callable[[int], Any]) -> None:
    """In a process that helps: it says nothing, and ends at once where all end or the one that it helps does."""
    import ctypes

    _mine[:] = [work]
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
