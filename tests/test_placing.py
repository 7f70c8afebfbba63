"""Where things stand: nothing of it is in a finding, and all of it in a result."""

from pathlib import Path

from msgspec.structs import replace

from checker.audit import check_paths
from checker.explain.claim import Wanted, explain
from checker.model.place import NOWHERE, Place
from checker.options import Options
from checker.placing import place_of, placed, unplaced
from checker.read.claim.claims import read_claims
from tests.commands import claims
from tests.explain.asking import book

LINKED = "linked | training_compute: 1e27 FLOP, tokens: 10T | links: {comparable_to: llama-3.1-405b}"


def test_a_claim_is_placed_where_its_first_broken_figure_stands(tmp_path: Path) -> None:
    """So is the step that tells of it; rules stand where they stood, and one that isn't broken where it begins."""
    path = claims(tmp_path, LINKED, "fine | training_compute: 1e25 FLOP")
    linked, fine = (claim for case in check_paths([path], book(), Options()).cases for claim in case.claims)
    assert (linked.place, fine.place) == (Place(str(path), 6, 32), Place(str(path), 8, 5))
    said, rule = (step for conflict in linked.conflicts for step in conflict.steps)
    assert said.place == linked.place
    assert rule.place is not None
    assert rule.place.file.endswith("frontier.yaml")


def test_what_links_hand_over_stands_where_the_link_does(tmp_path: Path) -> None:
    """A step that a link gave has the link's place."""
    (claim,), _ = read_claims([("a.yaml", claims(tmp_path, LINKED).read_bytes())], book(), 0)
    found = explain(claim, {}, book(), Wanted())
    (proof,) = found.conflicts
    given = replace(proof, steps=(replace(proof.steps[0], basis="known", rule="comparable_to"),))
    assert [step.place for each in placed([given], claim) for step in each.steps] == [claim.links[0].place]


def test_an_unplaced_claim_is_the_same_in_any_file(tmp_path: Path) -> None:
    """No figure, choice or link of it knows where it stands; placed by the claim itself a proof is whole again."""
    text = claims(tmp_path, LINKED).read_bytes()
    one, other = (read_claims([(name, lines + text)], book(), 0)[0][0] for name, lines in (("a", b""), ("b", b"\n\n")))
    assert one != other
    assert unplaced(one) == unplaced(other)
    found = explain(one, {}, book(), Wanted())
    assert found.conflicts[0].steps[0].place == NOWHERE
    assert place_of(other, found) == Place("b", 8, 32)
