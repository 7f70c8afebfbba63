"""How the contexts of two guards lie to each other."""

from checker.model.guard import Guard


def overlap(a: Guard, b: Guard) -> bool:
    """Whether some context satisfies both."""
    kinds = not a.kinds or not b.kinds or bool({*a.kinds} & {*b.kinds})
    shared = a.attributes.keys() & b.attributes.keys()
    values = all({*a.attributes[name]} & {*b.attributes[name]} for name in shared)
    figures = {*a.claimed}.isdisjoint(b.unclaimed) and {*b.claimed}.isdisjoint(a.unclaimed)
    return kinds and values and figures and max(a.days[0], b.days[0]) <= min(a.days[1], b.days[1])


def narrower(a: Guard, b: Guard) -> bool:
    """Whether every context that satisfies a satisfies b."""
    kinds = not b.kinds or (bool(a.kinds) and {*a.kinds} <= {*b.kinds})
    values = all({*a.attributes.get(name, ["?"])} <= {*wanted} for name, wanted in b.attributes.items())
    said = {*b.links} <= {*a.links} and {*b.claimed} <= {*a.claimed} and {*b.unclaimed} <= {*a.unclaimed}
    said = said and {*b.unstated} <= {*a.unstated}
    return kinds and values and said and b.days[0] <= a.days[0] and a.days[1] <= b.days[1]
