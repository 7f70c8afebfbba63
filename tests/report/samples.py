"""Hand-made results, one of every kind, for the tests of the writers."""

import math

from msgspec.structs import replace

from checker.maths.interval import ANY, span
from checker.model.attribute import Attribute
from checker.model.beside import Example, Reading, Slip
from checker.model.finding import Alternative, Conflict, Fact, Gap, Implied, Rare, Repair, Rest, Step, Suspect, Tested
from checker.model.glossary import glossary
from checker.model.guard import Condition, Guard
from checker.model.known import KnownSubject, LinkKind, Subjects
from checker.model.place import Place, Problem
from checker.model.product import Power, Product
from checker.model.result import CaseResult, ClaimResult, Result
from checker.model.rule import Examples, Excuse, Landmark, Mark, Prior, Quantity, Record, Relation, Row, Rows, Rulebook
from checker.model.source import Source

PACK = Place("rules/cost.yaml", 9, 5)
ARTICLE = Source("An example article", "https://example.org/a", "2024-12-15")
EPOCH = Source("Epoch AI, GPU clusters", "https://epoch.ai/data/gpu-clusters", "2026-03", "data")
RATES = Source("Provider price lists", "https://example.org/rates", "2024-12", "read")
META = Source("Meta")
MEMORY = Source("Epoch AI, models", "https://epoch.ai/data/ai-models", "2026-03", "recalled")


def quantity(id_: str, unit: str, title: str, *aliases: str) -> Quantity:
    """A quantity of the sample pack."""
    return Quantity(id_, unit, {}, 1.0, title, aliases, ("training_run",), "cost.yaml")


QUANTITIES = (
    quantity("training_cost", "USD", "cost of the final run's compute", "cost"),
    quantity("chip_hours", "chip*hour", "chip-hours of the run"),
    quantity("chip_hour_price", "USD/chip/hour", "price of a chip-hour"),
    quantity("chips", "chip", "chips working on the run at once", "gpus"),
    quantity("duration", "hour", "length of the run"),
    quantity("h100e", "H100e", "the same in H100s"),
    quantity("largest_system", "H100e", "largest system known"),
    quantity("training_compute", "FLOP", "training compute"),
    quantity("parameters", "parameter", "parameters"),
    quantity("rnd_compute_cost", "USD", "a year's R&D compute"),
)


def row(typical: tuple[float, float], accepted: tuple[float, float], limit: tuple[float, float], **more: object) -> Row:
    """A row of knowledge from plain numbers."""
    return replace(Row({"typical": span(*typical), "accepted": span(*accepted), "limit": span(*limit)}, None), **more)


H100 = {"hardware": "H100"}
PRICE_ROWS = (
    row((1.8, 2.6), (1.3, 4), (0.8, 8), best=math.log(2), keys=H100, days=(738887, 739251), source=RATES),
    row((1.5, 2.2), (1.0, 3), (0.6, 6), keys=H100, name="H100 rental", source=RATES),
)
ACCEPTED_MONTHS = row((0, 6 * 730.5), (0, 8 * 730.5), (0, 18 * 730.5))
BIG = Guard(("training_run",), conditions=(Condition("training_compute", span(1e24, math.inf), ">= 1e24 FLOP"),))


def cost() -> Relation:
    """The relation that costs are hours times price."""
    return Relation(
        "cost-from-chip-hours", "cost.yaml", "training_cost = chip_hours * chip_hour_price", "=",
        Product((Power("training_cost", 1),)), (Product((Power("chip_hours", 1), Power("chip_hour_price", 1))),),
        {"typical": span(1, 1), "accepted": span(1 / 1.05, 1.05), "limit": span(1 / 1.2, 1.2)},
        (Guard(("training_run",), {"terms": ("rental",)}, days=(738000, 9_999_999)),),
        {"": "{training_cost} at {chip_hour_price} buys {chip_hours}."}, "",
        "A run is paid by the hour.", (Excuse("the cost includes salaries"),), (RATES,), PACK,
    )  # fmt: skip


def fits() -> Relation:
    """The relation that a run fits the largest system."""
    return Relation(
        "fits-largest-system", "size.yaml", "h100e <= largest_system", "<=", Product((Power("h100e", 1),)),
        (Product((Power("largest_system", 1),)),),
        {"typical": span(0, 1), "accepted": span(0, 1), "limit": ANY}, (Guard(("training_run",)),),
        {"": "The largest system known by {date} had {largest_system}."},
        "It needs {gap} the largest system known in {date}.", "One run needs one network.",
        (Excuse("the run was stretched over sites"), Excuse("the system was kept secret")), (EPOCH,), PACK,
    )  # fmt: skip


def priors() -> tuple[Prior, ...]:
    """Two assumptions, a table and a record."""
    duration = Prior(
        "frontier-run-duration", "duration", "cost.yaml", "assumed", (BIG,), Rows((ACCEPTED_MONTHS,)),
        "few runs last longer",
        "Newer chips make it cheaper to start later.", (Excuse("training went on from an earlier model", "high"),),
        (MEMORY,), PACK,
    )  # fmt: skip
    price = Prior(
        "chip_hour_price", "chip_hour_price", "cost.yaml", "known", (Guard(),), Rows(), "market price",
        "Lists of the day.", (), (), PACK, nearest=True,
    ).holding(PRICE_ROWS)  # fmt: skip
    scale = Prior(
        "price-at-scale", "chip_hour_price", "cost.yaml", "assumed", (Guard(),), Rows(PRICE_ROWS[:1]), "at this scale",
        "Nobody rents ten thousand chips at list price.", (), (RATES,), PACK,
    )  # fmt: skip
    marks = (
        Mark(738000, "system", math.log(25000), "Eos", EPOCH, ("nvidia eos",)),
        Mark(739000, "system", math.log(1e5), "Colossus", EPOCH),
    )
    largest = Prior(
        "largest_system", "largest_system", "size.yaml", "known", (Guard(),), Rows(), "", "Large systems are found.",
        (Excuse("the system was kept secret"),), (EPOCH,), PACK,
        Record(marks, {"typical": {"system": 0.0}, "accepted": {"system": math.log(1.5)}}, {"system": "grows"}, "last"),
    )  # fmt: skip
    return duration, price, scale, largest


def book() -> Rulebook:
    """A small pack with one rule of every sort."""
    llama = KnownSubject("llama", "Llama", ("llama 3",), 738800, {}, {}, EPOCH)
    return Rulebook(
        {"training_run": "one training run", "lab_year": "a lab's year"},
        {"cost.yaml": "What a training run costs", "size.yaml": "Does the run fit a system that existed?"},
        {each.id: each for each in QUANTITIES}, {"cost": "training_cost"},
        {
            "precision": Attribute(
                "precision", ("bf16", "fp8"), "number format", {"bfloat16": "bf16"}, "bf16", "accepted"
            ),
            "architecture": Attribute(
                "architecture", ("dense", "moe"), "architecture", {}, "dense", "limit", (), {"dense": "a dense model"}
            ),
        },
        {each.id: each for each in (cost(), fits())}, {each.id: each for each in priors()},
        {"comparable_to": LinkKind("comparable_to", "a model as capable", Subjects((llama,)), ("training_compute",))},
        (Reading("training_cost", ("training_run",), "rnd_compute_cost", "lab_year", ("date",), "a year of R&D"),),
        (Slip("duration", math.log(24), "hours taken for days"),),
        (Landmark("training_compute", "Llama-3.1-405B", math.log(3.8e25), META, 739_000),),
        Examples([Example({"training_cost": "$3B", "date": "2024-12"}, "implausible", ("fits-largest-system",), PACK)]),
        {}, "digest",
    )  # fmt: skip


def fact(id_: str, low: float, high: float, basis: str = "derived", **more: object) -> Fact:
    """A fact about a quantity of the sample pack."""
    return replace(Fact(id_, {each.id: each.unit for each in QUANTITIES}[id_], low, high, basis), **more)


OPEN = (0.0, math.inf)
COST = fact("training_cost", 2.5e9, 3.5e9, "claimed", text="$3B")
PRICE = fact("chip_hour_price", 2, 2, "assumed", brief="at this scale", source=RATES)
HOURS = fact("chip_hours", 1.5e9, math.inf)
MONTHS = fact("duration", 0, 6 * 730.5, "assumed", brief="few runs last longer", source=MEMORY)
CHIPS = fact("chips", 342231, math.inf)
LARGEST = fact("largest_system", 1e5, 1e5, "known", name="Colossus", date="2024-09", source=EPOCH)
PLACE = Place("claims/frontier.yaml", 9, 16)


def steps() -> tuple[Step, ...]:
    """The three steps from $3B to the largest system."""
    return (
        Step(
            "cost-from-chip-hours", "relation", "{training_cost} at {chip_hour_price} buys {chip_hours:bare}.",
            {"training_cost": COST, "chip_hour_price": PRICE, "chip_hours": HOURS}, "chip_hours",
            ("the cost includes salaries",), RATES, None),
        Step(
            "chips-from-chip-hours", "relation", "Within {duration:bare} that takes {chips}.",
            {"duration": MONTHS, "chips": CHIPS}, "chips", (), None, None),
        Step(
            "fits-largest-system", "relation", "The largest system known by then had {largest_system}.",
            {"largest_system": LARGEST}, "h100e",
            ("the run was stretched over sites", "the system was kept secret"), EPOCH, PACK),
    )  # fmt: skip


def conflict() -> Conflict:
    """The proof that $3B is too much for one run."""
    rests = Rest("frontier-run-duration", "assumed", "Newer chips make it cheaper to start later",
                 ("training went on from an earlier model",), (MEMORY,))  # fmt: skip
    return Conflict(
        "accepted", ("frontier-3b",), ("training_cost",),
        ("cost-from-chip-hours", "chips-from-chip-hours", "frontier-run-duration", "fits-largest-system"),
        Gap(3.42, 1.31), "It needs {gap} the largest system known in {date}.", "fits-largest-system",
        steps(), ((0, 1), (1, 2)), (rests,),
    )  # fmt: skip


def claim(id_: str = "frontier-3b", verdict: str = "plausible", **more: object) -> ClaimResult:
    """A claim about which nothing is remarkable but what is given."""
    plain = ClaimResult(
        id=id_, statement="Training the frontier model cost $3 billion.", source=ARTICLE, date="2024-12",
        verdict=verdict, expected="", accepted="", failed=False, gap=Gap(), place=PLACE,
        values={"training_cost": "$3B", "hardware": "H100"}, edge="", conflicts=(), readings=(), repairs=(), rare=(),
        suspects=(), tested={}, unchecked=(), missing=(), supposed={}, implied={},
    )  # fmt: skip
    return replace(plain, **more)


def implausible() -> ClaimResult:
    """The $3B claim."""
    return claim(
        verdict="implausible", expected="implausible", gap=Gap(3.42, 1.31), conflicts=(conflict(),),
        falls_if=("the run was stretched over sites", "the system was kept secret"),
        readings=(
            Alternative("training_cost", "rnd_compute_cost", "lab_year", "plausible",
                        "a year of R&D compute, experiments included", {}),
            Alternative("training_cost", "system_cost", "system", "plausible",
                        "the cost of building a system of {chips}", {"chips": fact("chips", 75e3, 75e3)}),
            Alternative("training_cost", "lab_compute_cost", "lab_year", "implausible", "all compute of a lab", {}),
        ),
        repairs=(Repair("training_cost", fact("training_cost", 0, 0.6998e9)), Repair("date", None, "2026")),
        tested={"training_cost": Tested(("cost-from-chip-hours", "chips-from-chip-hours", "fits-largest-system"), 0.7)},
        supposed={"precision": "bf16"},
    )  # fmt: skip


def strained() -> ClaimResult:
    """A claim that needs a rare price."""
    cheap = Rare("price-at-scale", fact("chip_hour_price", 0, 1.6), "", fact("chip_hour_price", 1.8, 2.6))
    return claim(
        "cheap-run", "strained", statement="The run took 60M H100-hours and cost $96M.", rare=((cheap,),),
        tested={"training_cost": Tested(("cost-from-chip-hours",), 1.0)}, failed=True, expected="plausible",
    )  # fmt: skip


def unchecked() -> ClaimResult:
    """A bare parameter count."""
    return claim(
        "big-model", "unchecked", statement="The model has a trillion parameters.", values={"parameters": "1T"},
        unchecked=("parameters",), missing=("chips", "duration"),
    )  # fmt: skip


def plausible() -> ClaimResult:
    """A claim that passes four tests, with all that follows from it."""
    return claim(
        "cheaper", statement="It cost $100M.", tested={"training_cost": Tested(("a", "b", "c", "d"), 1.08)},
        supposed={"precision": "bf16", "architecture": "dense"},
        implied={
            "training_cost": Implied("USD", "cost of the final run's compute", (1e8, 1e8), (8e7, 1.2e8), (8e7, 1.2e8),
                                     (8e7, 1.2e8), claimed=True),
            "training_compute": Implied("FLOP", "training compute", (8.32e25, 8.32e25), (4e25, 1.2e26), (3e25, 1.5e26),
                                        (1e25, 4e26), claimed=False, landmark="Llama-3.1-405B", landmark_factor=2.19,
                                        landmark_value=3.8e25, landmark_source=META),
            "duration": Implied("hour", "length of the run", (0, 4383), (0, 4383), (0, 5844), OPEN, claimed=False),
            "parameters": Implied("parameter", "parameters", OPEN, OPEN, OPEN, OPEN, claimed=False),
        },
    )  # fmt: skip


def suspicious() -> ClaimResult:
    """A claim whose duration is the likely culprit, refused on two counts."""
    again = replace(conflict(), gap=Gap(), misses="", steps=steps()[:1], broken="cost-from-chip-hours", edges=())
    suspect = Suspect(
        "days",
        "duration",
        "2400 hours",
        (50.0, 150.0),
        "24x too large: hours taken for days",
        100.0,
        typed="4.17 days",
        verdict="plausible",
        ask="duration=4.17 days",
    )
    return claim(
        "days", "impossible", edge="strained", edge_of=("duration",),
        values={"training_cost": "$3B", "duration": "2400 hours"},
        conflicts=(replace(conflict(), values=("training_cost",) * 2), again),
        suspects=(suspect,),
        unchecked=("parameters",), tested={"training_cost": Tested(("a",), None)}, failed=True,
        accepted="its day has passed",
    )  # fmt: skip


def case(*claims: ClaimResult, **more: object) -> CaseResult:
    """A case of one subject with these claims."""
    plain = CaseResult("frontier-model-2024", "training_run", "2024-12", 739251, claims[0].verdict, "H100", claims, ())
    return replace(plain, **more)


def result(*cases: CaseResult, **more: object) -> Result:
    """A result of these cases."""
    return replace(Result("2026-08-01", (), cases, (), glossary(book())), **more)


def whole() -> Result:
    """One claim of every verdict, a disagreement, an assumption on request and a problem of the input."""
    clash = replace(conflict(), claims=("frontier-3b", "cheaper"), values=("training_cost",))
    problem = Problem(Place("claims/bad.yaml", 6, 14), 'unknown quantity "trainig_cost"', "write training_cost", "x")
    first = case(implausible(), plausible(), disagreements=(clash,))
    others = [case(each, about=each.id) for each in (strained(), unchecked(), suspicious())]
    return result(first, *others, assumed=("mfu=30-45%",), problems=(problem,))
