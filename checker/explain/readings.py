"""The same figure as each other quantity it may stand for, judged on its own terms."""

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from checker.cases.context import may_hold
from checker.engine.best import best
from checker.explain.anew import Anew, with_choices
from checker.explain.crowded import held_within
from checker.explain.examine import level
from checker.explain.facts import derived
from checker.explain.refutation import refutation
from checker.explain.tested import which_tested
from checker.explain.yielding import ground
from checker.judge import verdict
from checker.maths.interval import ANY, NONE, OPEN, Span
from checker.model.attribute import Attribute
from checker.model.beside import Reading
from checker.model.case import Premise, Question, Subject
from checker.model.claim import Claim, Figure
from checker.model.finding import VERDICTS, Alternative, Conflict
from checker.model.rule import LEVELS, Rulebook
from checker.patterns import later
from checker.report.sentences import listed

MOST_APART = 2
"""A reading of which more of the claim's figures aren't explains nothing of the claim."""
FIELD = later(r"\{(\w+)")


def readings(question: Question, found: str, conflicts: Sequence[Conflict], anew: Anew) -> tuple[Alternative, ...]:
    """Readings of the figures in conflict, then values of unstated attributes that would help, each judged anew."""
    subject, book = question.subject, anew.book
    values = {value for conflict in conflicts for value in conflict.values}
    rules = {rule for conflict in conflicts for rule in conflict.rules}
    at_work = [p for p in question.premises if p.origin.rule in rules]
    looked_up = {p.quantity for p in at_work if p.basis == "known"}
    meant = [r for r in book.readings if r.of in values and subject.kind in r.from_kinds and _fits(subject, r, book)]
    meant = _explaining(question, found, meant, book)
    other = [_as(r, found, looked_up, anew) for r in meant]
    matters = _used(at_work) if found in VERDICTS[2:] else ()
    attributes = [book.attributes[a] for a in question.supposed if a in matters]
    stated = _as_read(question, found, anew)
    more = [a for attribute in attributes for a in _with(question, attribute, found, conflicts, looked_up, anew)]
    distinct: dict[str, Alternative] = {}
    for reading in (*stated, *filter(None, other), *more):
        distinct.setdefault(reading.ask or reading.as_, reading)  # several words for the very same claim
    return tuple(distinct.values())


def _as_read(question: Question, found: str, anew: Anew) -> list[Alternative]:
    """The claim with what was read off its figures stated, where that is milder than leaving it to the reader."""
    if not question.subject.read_as:
        return []
    book, read_as = anew.book, question.subject.read_as
    claim = with_choices(anew.claim, read_as)
    says = listed([book.attributes[name].said(value) for name, value in read_as.items()])
    name, value = next(iter(read_as.items()))
    other = _judged(claim, anew.question(claim), name, value, says, anew)
    return [other] if VERDICTS.index(other.verdict) < VERDICTS.index(found) else []


def _explaining(question: Question, found: str, meant: Sequence[Reading], book: Rulebook) -> list[Reading]:
    """Those that explain a figure on the side where it fails: what counts more in is no reason for too few chips."""
    if found not in VERDICTS[2:]:
        return [*meant]
    than = VERDICTS.index(found) - 1
    return [r for r in meant if not r.side or held_within(_opened(question, r), than, book) is not None]


def _opened(question: Question, reading: Reading) -> Question:
    """The question in which the figure is no more than a bound on the side that the reading explains."""

    def bound(span: Span) -> Span:
        return (-OPEN, span[1]) if reading.side == "high" else (span[0], OPEN)

    said = (
        replace(p, spans={terms: bound(span) for terms, span in p.spans.items()}) if p.quantity == reading.of else p
        for p in question.said
    )
    return replace(question, said=tuple(said))


def _fits(subject: Subject, reading: Reading, book: Rulebook) -> bool:
    """Whether a claim may mean it: nothing that carries over is stated otherwise than the reading would have it."""
    carried = {a: v for a, v in subject.choices.items() if not reading.keep or a in reading.keep}
    is_open = not reading.guards or any(may_hold(guard, subject, book) for guard in reading.guards)
    return is_open and all(carried.get(a, v) == v for a, v in reading.choices.items())


def _as(reading: Reading, found: str, looked_up: Collection[str], anew: Anew) -> Alternative | None:
    """The reading judged; None where it says what the claim says, or where the choices it makes are of no help.

    They are none where they leave it untested, and where a claim that is only strained would be so still. Of figures
    that aren't the reading's own the rest must hold by itself too: it is the whole claim that is read so.
    """
    claim, book = anew.claim, anew.book
    if any(c.attribute in reading.choices and claim.said_by_figure(c) for c in claim.choices):
        return None
    apart = tuple(f.quantity for f in claim.figures if f.quantity != reading.of and _is_apart(f, reading, book))
    read = _read(claim, reading, apart)
    if read == claim or len(apart) > MOST_APART:
        return None
    question = anew.question(read)
    if reading.choices and not reading.keep and not _is_known(question, looked_up):
        return None
    other = _judged(read, question, reading.of, reading.as_, reading.says, anew)
    is_strained = found == VERDICTS[2] and other.verdict != VERDICTS[1]
    if reading.choices and (is_strained or reading.as_ not in which_tested(question)):
        return None
    rest = replace(claim, figures=tuple(f for f in claim.figures if f.quantity != reading.of))
    if apart and _is_graver(anew.question(rest), other.verdict, book):
        return None
    return replace(other, apart=apart, whose=reading.whose)


def _is_graver(question: Question, than: str, book: Rulebook) -> bool:
    """Whether a question's verdict is graver than another; one that nothing tests is no graver than any."""
    found = level(question, book)
    return VERDICTS.index(verdict(found.level, found.tested)) > max(VERDICTS.index(than), 1)


def _is_apart(figure: Figure, reading: Reading, book: Rulebook) -> bool:
    """Whether a figure of the claim isn't one of what the reading is about."""
    return figure.quantity in reading.apart or not book.quantities[figure.quantity].fits(reading.kind)


def _read(claim: Claim, reading: Reading, apart: Collection[str]) -> Claim:
    """The claim as the reading has it."""
    figures = tuple(
        replace(figure, quantity=reading.as_) if figure.quantity == reading.of else figure
        for figure in claim.figures
        if figure.quantity not in apart
    )
    every = not reading.keep and reading.kind in reading.from_kinds
    kept = tuple(c for c in claim.choices if every or c.attribute in reading.keep)
    links = claim.links if every else ()
    read = replace(claim, kind=reading.kind, figures=figures, choices=kept, links=links)
    return with_choices(read, reading.choices)


def _with(
    question: Question,
    attribute: Attribute,
    found: str,
    conflicts: Sequence[Conflict],
    looked_up: Collection[str],
    anew: Anew,
) -> list[Alternative]:
    """An attribute's other values under which the figures in conflict hold, tested still.

    A claim is to be plausible under them, or two steps milder: of many one is always a little milder.
    """
    milder = []
    outer = max(1, VERDICTS.index(found) - 2)
    values = {value for conflict in conflicts for value in conflict.values}
    refuted = refutation(question, conflicts)
    for value in (v for v in attribute.values if v != attribute.usual):
        read = replace(question.subject, choices=question.subject.choices | {attribute.id: value})
        if refuted.holds_of(read, LEVELS[outer - 1], anew.book):
            continue
        claim = with_choices(anew.claim, {attribute.id: value})
        asked = anew.question(claim)
        if not _is_known(asked, looked_up):
            continue  # what would help is a table's silence
        if not which_tested(asked).issuperset(values) or held_within(asked, outer, anew.book) is None:
            continue
        other = _judged(claim, asked, attribute.id, value, _condition(attribute, value, question, anew.book), anew)
        if VERDICTS.index(other.verdict) <= outer:
            milder.append(other)
    return milder


def _condition(attribute: Attribute, value: str, question: Question, book: Rulebook) -> str:
    """What is said of a value, with what it takes for granted: of a mixture how many parameters are at work."""
    says = attribute.said(value)
    claimed = {p.quantity for p in question.said}
    taken = (
        r.smaller for r in attribute.entailed if r.value == value and r.larger in claimed and r.smaller not in claimed
    )
    return says + "".join(f" ({book.quantities[name].title}: {{{name}}})" for name in taken)


def _is_known(question: Question, looked_up: Collection[str]) -> bool:
    """Whether what was looked up for the claim is known of this reading too: an H100 has no fp4 peak."""
    told = (p for p in question.premises if p.bounds_one and p.basis != "claimed" and p.spans[LEVELS[0]] != NONE)
    return set(looked_up) <= {p.quantity for p in told}


def _judged(claim: Claim, question: Question, of: str, as_: str, says: str, anew: Anew) -> Alternative:
    """The reading, and what it asks, with its verdict."""
    held = level(question, anew.book)
    wanted = FIELD.findall(says)
    asked = ground(question.subject, anew.book, frozenset(wanted)) if wanted else question
    at_best = best(asked, LEVELS[min(held.level, 2)]) if wanted else {}
    facts = {name: derived(name, at_best.get(name, ANY), anew.book) for name in wanted}
    found = verdict(held.level, held.tested)
    return Alternative(of, as_, claim.kind, found, says, facts, anew.asks(claim))


def _used(premises: Iterable[Premise]) -> set[str]:
    """Attributes on which some of the premises depend."""
    return {attribute for premise in premises for attribute in premise.hangs_on}


LISTED = 12
"""So many of the values that are meant are named."""


def _few(values: tuple[str, ...]) -> str:
    more = len(values) - LISTED
    return ", ".join(values) if more <= 1 else f"{', '.join(values[:LISTED])} and {more} more"


def supposed(question: Question, rules: Collection[str], book: Rulebook) -> dict[str, str]:
    """Attributes on which some of the rules depend, with what was taken: the usual value of one that nobody stated,
    and of one that was stated as a family or as several values each that it may be.
    """
    used = _used(p for p in question.premises if p.key.by in rules or p.origin.rule in rules)
    day = question.subject.day
    meant = {a: book.attributes[a].meant_on(day, stated) for a, stated in question.subject.choices.items()}
    open_ = {a: f"one of {_few(values)}" for a, values in meant.items() if len(values) > 1}
    return {a: value for a, value in {**question.supposed, **open_}.items() if a in used}
