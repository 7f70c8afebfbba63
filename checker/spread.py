"""Work shared among processes, where there is so much of it that they are worth their start."""

import os
import signal
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from checker.cases.assemble import Judged
from checker.explain.case import explain_all, levels_of
from checker.explain.claim import Wanted
from checker.explain.examine import Level
from checker.model.claim import Claim
from checker.model.finding import Finding
from checker.model.place import Place, Problem
from checker.model.rule import Rulebook
from checker.options import Running

if TYPE_CHECKING:
    from checker.read.claim.claims import Read

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


class AtHand(Struct, frozen=True):
    """What some files hold: sound claims, all problems, and how some claims hold, by their places.

    Whoever reads a part of much judges what of it waits for no other claim, while it is at hand.
    """

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    levels: Mapping[Place, Level]


class Pool:
    """The processes of one run, for all that takes long."""

    def __init__(self, book: Rulebook, wanted: Wanted, running: Running) -> None:
        """As many as are wanted and the system allows."""
        self.book = book
        self.wanted = wanted
        self.jobs = running.jobs if CAN_SHARE else 1
        self.progress = running.progress
        self.total = self.done = 0
        """How many claims were read and not judged, and how many of them are judged since; for those who look on."""

    def read(self, files: Files) -> AtHand:
        """What some files hold."""
        from checker.read.claim.claims import in_order, joined  # a question needs no YAML

        files = in_order(files)
        parts = list(self._parts(files))
        claims, problems = joined([read for read, _ in parts], files)
        levels = {place: level for _, held in parts for place, level in held.items()}
        self.total = len(claims) - len(levels)
        return AtHand(claims, problems, levels)

    def _parts(self, files: Files) -> Iterator[tuple["Read", dict[Place, Level]]]:
        """What the files hold, part by part, each with how some of its claims hold."""
        from checker.read.claim.claims import Read, read_part

        is_much = len(files) > 1 and sum(len(data) for _, data in files) >= BYTES
        if self.jobs < 2 or not is_much or not all(name.isprintable() for name, _ in files):
            yield read_part(self._told(files), self.book), {}
            return
        parts = parted(files, self.jobs * TURNS, MANY)
        done = 0
        self.progress("reading files:", done, len(files))
        for part, packed in zip(parts, shared(self._read_and_judged, parts, self.jobs), strict=True):
            read, found = msgspec.msgpack.decode(packed, type=tuple[Read, tuple[Level, ...]])
            places = (claim.place for claim in read.claims if _is_ready(claim))
            done += len(part)
            self.progress("reading files:", done, len(files))
            yield read, dict(zip(places, found, strict=True))

    def _told(self, files: Files) -> Iterator[tuple[str, bytes]]:
        """The files one by one, while it is told how many bytes of them are read."""
        done, total = 0, sum(len(data) for _, data in files)
        for name, data in files:
            self.progress("reading KB:", done // 1000, total // 1000)
            yield name, data
            done += len(data)
        self.progress("reading KB:", total // 1000, total // 1000)

    def _read_and_judged(self, files: Files) -> bytes:
        """What some files hold, and how those of their claims hold that wait for no other, packed."""
        from checker.read.claim.claims import read_part

        read = read_part(files, self.book)
        found = levels_of([claim for claim in read.claims if _is_ready(claim)], self.book, {})
        return msgspec.msgpack.encode((read, found))

    def levels(self, claims: Sequence[Claim], judged: Judged, targets: Collection[str]) -> list[Level]:
        """How each claim holds by itself; of those with these ids also what they hand over."""
        found: list[Level] = []
        for start in range(0, len(claims), BLOCK):
            block = claims[start : start + BLOCK]
            found += levels_of(block, self.book, judged, targets)
            self.done += len(block)
            self.progress("judging claims:", self.done, self.total)
        return found

    def explained(self, claims: Sequence[Claim], hard: int, judged: Judged) -> list[Finding]:
        """Claims explained, given how many of them don't hold at once."""

        def explained(part: Sequence[Claim]) -> list[Finding]:
            return list(explain_all(part, judged, self.book, self.wanted))

        if self.jobs < 2 or hard < HARD:
            return self._counted(map(explained, ([each] for each in claims)), len(claims))
        parts = parted(claims, self.jobs * TURNS, CHUNK)
        return self._counted(shared(explained, parts, self.jobs), len(claims))

    def _counted(self, parts: Iterable[list[Found]], total: int) -> list[Found]:
        found: list[Found] = []
        for part in parts:
            found += part
            self.progress("explaining claims:", len(found), total)
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
