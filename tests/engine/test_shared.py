"""Terms that implied rows share are reckoned once."""

from checker.engine.asking import asking
from checker.engine.network import Network
from checker.engine.shared import NONE, shared
from checker.model.identity import Identity
from tests.engine.shipped import questions


def network() -> Network:
    """Of some questions to the shipped rules the network with the most rows, hundreds of them implied."""
    networks = [asking(each, "accepted").network for each in questions(12, 5)]
    return max(networks, key=lambda net: len(net.terms))


def test_each_row_picks_its_own_terms() -> None:
    """The ends picked for an implied row are those of its terms, in its order."""
    net = network()
    found = shared(Identity(net))
    low, high = [float(q) for q in range(len(net.names))], [q + 0.5 for q in range(len(net.names))]
    ends = found.ends(low, high)
    assert ends[0] == NONE
    assert len(found.terms) < len(found.picks) == len(net.terms) - net.direct > 0
    for terms, pick in zip(net.terms[net.direct :], found.picks, strict=True):
        picked = [each for each in pick(ends) if each != NONE]
        expected = [tuple(sorted((exponent * low[q], exponent * high[q]))) for q, exponent in terms]
        assert expected == [(one, other) for one, other, _ in picked]
        assert all(width == other - one for one, other, width in picked)
