"""Relations without end: whose they are is told, and sound ones of another pack aren't blamed."""

import random
from pathlib import Path

from checker.read.pack.rules import compile_pack
from tests.small import SMALL, tables

RELATION = """  - id: r{n}
    formula: q{a} = q{b} * q{c}
    says: "{{q{a}}}."
    why: It is so.
    wrong_when: []
    tolerance: {{typical: 1, accepted: 1, limit: 1}}
    sources: [{{title: A report, date: 2024-12}}]
"""


def entangled(quantities: int = 60, relations: int = 400) -> bytes:
    """A topic of relations among three quantities each, at random."""
    chance = random.Random(3)  # noqa: S311  # no secret
    text = "topic: Circles\nquantities:\n"
    text += "".join(f"  q{n}: {{unit: ratio, title: share {n}}}\n" for n in range(quantities))
    text += "relations:\n"
    for n in range(relations):
        a, b, c = chance.sample(range(quantities), 3)
        text += RELATION.format(n=n, a=a, b=b, c=c)
    return text.encode()


def test_relations_without_end_are_told_of_the_pack_that_has_them() -> None:
    """A pack beside a sound one: the place is in its own file, and the relations that are named are its own."""
    own = Path("own")
    sound = [(SMALL, f"small/{path.name}", path.read_bytes()) for path in sorted(SMALL.glob("*.yaml"))]
    files = [*sound, *tables(SMALL, "small"), (own, "own/circles.yaml", entangled())]
    book, problems = compile_pack(files, {SMALL: "small", own: "own"})
    assert book is None
    (problem,) = problems
    assert problem.place.file == "own/circles.yaml"
    assert problem.what.startswith("relations in circles can be joined in more than 200,000 ")
    named = problem.what.removesuffix(" show").split(", as ")[1].split(", ")
    assert all(name.startswith("r") and name[1:].isdigit() for name in named)
