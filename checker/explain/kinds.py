"""What kind of subject a claim is about where nobody stated it and several kinds have all of its figures."""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from checker.cases.assemble import subject
from checker.explain.meant import ACCEPTED, meant_with_strays
from checker.explain.tested import which_tested
from checker.explain.yielding import ground
from checker.judge import verdict
from checker.model.claim import Claim
from checker.model.fault import one_by_one
from checker.model.finding import Taken
from checker.model.rule import LEVELS, Rulebook


def settled(claims: Sequence[Claim], book: Rulebook) -> list[Claim]:
    """The claims, each of one kind: of several that have all its figures the one as which it holds best.

    It is the most usual one unless the claim holds better, or as well with more of it tested, as another.
    Links have no say in it.
    """
    found = list(claims)
    open_ = [(n, kind) for n, claim in enumerate(claims) if len(claim.kinds) > 1 for kind in claim.kinds]
    held = _held([replace(claims[n], kind=kind) for n, kind in open_], book)
    for n, tried in groupby(zip(open_, held, strict=True), lambda each: each[0][0]):
        found[n] = replace(claims[n], kind=claims[n].kinds[_best([each for _, each in tried])])
    return found


def taken(claim: Claim, book: Rulebook | None = None) -> Taken | None:
    """As what a claim is taken that states no kind; with a rulebook also what it would be as each other kind."""
    if not claim.kinds:
        return None
    others = [kind for kind in claim.kinds if kind != claim.kind] if book else []
    held = _held([replace(claim, kind=kind) for kind in others], book) if book else []
    told = {kind: verdict(each.level, bool(each.tested)) for kind, each in zip(others, held, strict=True)}
    return Taken(claim.kind, claim.kind == claim.kinds[0], told)


class _Held(Struct, frozen=True):
    """The innermost level at which a claim holds, by number, and how many of its figures are tested."""

    level: int
    tested: int


def _held(claims: Sequence[Claim], book: Rulebook) -> list[_Held]:
    """How each claim holds by itself, links aside; one on which the program fails as one that contradicts itself."""

    def held(some: Sequence[Claim]) -> list[_Held]:
        found = (meant_with_strays(ground(subject([claim], book, {}), book), book) for claim in some)
        return [_Held(level, len(which_tested(asked))) for asked, level in found]

    return one_by_one(held, [replace(claim, links=()) for claim in claims], lambda _, __: _Held(len(LEVELS), 0))


def _best(held: Sequence[_Held]) -> int:
    """Which of several kinds is meant, the most usual first, by how the claim holds as each.

    What nothing tested holds as anything, and so is no reason to take another kind than the most usual one.
    """
    tested = [(each.level, -each.tested, n) for n, each in enumerate(held) if each.level or each.tested]
    level, _, n = min(tested, default=(0, 0, 0))
    return n if level <= ACCEPTED or tested[0][2] == 0 else 0
