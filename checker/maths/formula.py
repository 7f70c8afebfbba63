"""A relation's formula: its text read by an allow-list into products of quantities, with units checked.

A number in a product comes out of the units, so that it is right when every quantity is in its own unit.
Nothing is ever evaluated as Python.
"""

import ast
import math
import re
from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from msgspec import Struct, field

from checker.maths.dimensions import Dims, describe
from checker.maths.interval import LEAST, MOST
from checker.maths.near import nearest
from checker.maths.units import HasDims, Unit, times


class Measured(Protocol):
    """Anything that states its dimensions and how many base units one of its unit is."""

    @property
    def dims(self) -> Dims:
        """Dimension → exponent."""

    @property
    def scale(self) -> float:
        """How many base units one of it is."""


class FormulaError(ValueError):
    """What is wrong with a formula, at which character, and what to write instead where that is known."""

    def __init__(self, what: str, offset: int = 0, instead: str = "") -> None:
        super().__init__(what)
        self.offset = offset
        self.instead = instead


Years = tuple[str, str]
Key = tuple[str, Years | None]


class Term(Struct, frozen=True):
    """A quantity (a link's by dot) to an exponent, which is times the years between two dates if there are two."""

    name: str
    exponent: float
    years: Years | None = None


class Monomial(Struct, frozen=True):
    """A constant, as a logarithm, times quantities to their powers."""

    terms: tuple[Term, ...]
    constant: float = 0.0


class Formula(Struct, frozen=True):
    """left (=, <= or >=) right, where right is one product or the sum of two."""

    sense: str
    left: Monomial
    right: tuple[Monomial, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every quantity in order of appearance, a link's by dot."""
        return tuple(dict.fromkeys(term.name for side in (self.left, *self.right) for term in side.terms))


class Names(Struct, frozen=True):
    """What a formula may speak of."""

    quantities: Mapping[str, Measured]
    links: Collection[str] = ()
    units: Mapping[str, HasDims] = field(default_factory=dict)


class _Part(Struct, frozen=True):
    """A product under way: its factor with dimensions in base units, and the powers of its quantities."""

    unit: Unit
    powers: dict[Key, float]


ONE = _Part(Unit(1.0, {}), {})
LONGEST = 500
"""Characters of a formula: far more than any needs."""
STEEPEST = 20
"""The largest exponent of a quantity: figures to a higher one are beyond all that can be reckoned with."""
MOST_APART = 2 * math.log(MOST)
"""Logarithm of the largest ratio between two figures; what is farther off would be taken for no bound at all."""
SENSE = re.compile(r"<=|>=|[<>=]")
FLIPPED = {"=": "=", "<=": ">=", ">=": "<="}
Say = Callable[[ast.AST, str], FormulaError]


def parse(text: str, names: Names) -> Formula:
    """The formula of a text; FormulaError says what is wrong, with both sides' units where they differ."""
    if len(text) > LONGEST:
        raise FormulaError(f"a formula has at most {LONGEST} characters")
    signs = list(SENSE.finditer(text))
    if len(signs) != 1 or signs[0][0] in "<>":
        offset = signs[-1].start() if signs else 0
        raise FormulaError("a formula has one of = or <= or >= between its two sides", offset)
    sign = signs[0]
    left = _side(text, 0, sign.start(), names)
    right = _side(text, sign.end(), len(text), names)
    sense = sign[0]
    if len(left) > 1:
        left, right, sense = right, left, FLIPPED[sense]
    if len(left) > 1:
        raise FormulaError("only one side may be a sum", sign.end())
    _check_dims(text, sign, left + right)
    return _normal(sense, left[0], right)


def _normal(sense: str, left: _Part, right: list[_Part]) -> Formula:
    """The formula with all constants on its right."""
    parts = [_monomial(part) for part in (left, *right)]
    base = parts[0].constant
    if not parts[0].terms:
        raise FormulaError("one side has no quantity")
    both = {term.name for term in parts[0].terms} & {term.name for part in parts[1:] for term in part.terms}
    if both:
        raise FormulaError(f"{min(both)} stands on both sides; bring it to one")
    if any(abs(p.constant - base) >= MOST_APART for p in parts[1:]):
        raise FormulaError("the numbers and units of its two sides are farther apart than any figures could be")
    return Formula(sense, Monomial(parts[0].terms), tuple(Monomial(p.terms, p.constant - base) for p in parts[1:]))


def _monomial(part: _Part) -> Monomial:
    terms = tuple(Term(name, power, years) for (name, years), power in part.powers.items() if power)
    return Monomial(terms, math.log(part.unit.factor))


def _side(text: str, start: int, end: int, names: Names) -> list[_Part]:
    """The one or two products of a side."""
    source = text[start:end]
    indent = len(source) - len(source.lstrip())

    def say(node: ast.AST, what: str) -> FormulaError:
        return FormulaError(what, start + indent + getattr(node, "col_offset", 0))

    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f'"{source.strip()}" is no formula', start + indent) from error
    sums = [tree]
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add):
        sums = [tree.left, tree.right]
    return [_product(node, names, say) for node in sums]


def _product(node: ast.expr, names: Names, say: Say) -> _Part:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            if not LEAST <= number <= MOST:
                raise say(node, "a number in a formula must be above 0, from 1e-50 to 1e50")
            return _Part(Unit(float(number), {}), {})
        case ast.Name(id=name):
            return _named(node, name, names, say)
        case ast.Attribute(value=ast.Name(id=link), attr=name):
            return _linked(node, link, name, names, say)
        case ast.BinOp(op=ast.Mult() | ast.Div() as sign):
            left, right = _product(node.left, names, say), _product(node.right, names, say)
            return _joined(node, left, right, 1 if isinstance(sign, ast.Mult) else -1, say)
        case ast.BinOp(op=ast.Pow()):
            return _power(node, names, say)
        case ast.BinOp(op=ast.Add()):
            raise say(node, "a sum may have two products, and must not stand in brackets")
    raise say(node, f'"{ast.unparse(node)}" has no place in a formula; it may hold names, numbers, +, *, / and **')


def _joined(node: ast.expr, left: _Part, right: _Part, exponent: float, say: Say) -> _Part:
    """One product times another to an exponent, as far as it can be reckoned with."""
    powers = dict(left.powers)
    for key, power in right.powers.items():
        powers[key] = powers.get(key, 0) + exponent * power
    if any(power and not 1 / STEEPEST <= abs(power) <= STEEPEST for power in powers.values()):
        raise say(node, f"the exponents of a quantity multiply to more than {STEEPEST}, or less than 1/{STEEPEST}")
    try:
        return _Part(times(left.unit, right.unit, exponent), powers)
    except ValueError as error:
        raise say(node, str(error)) from error


def _named(node: ast.expr, name: str, names: Names, say: Say) -> _Part:
    if name in names.quantities:
        return _quantity(name, names.quantities[name])
    if name not in names.units:
        raise say(node, _unknown("quantity or unit", name, [*names.quantities, *names.units]))
    if name.endswith("s") and name[:-1] in names.units:
        # "tokens" with no such quantity is a quantity that was forgotten rather than a unit.
        raise say(node, f'unknown quantity "{name}"; for the unit write {name[:-1]}')
    return _Part(Unit(names.units[name].factor, names.units[name].dims), {})


def _quantity(name: str, quantity: Measured) -> _Part:
    return _Part(Unit(quantity.scale, quantity.dims), {(name, None): 1.0})


def _linked(node: ast.expr, link: str, name: str, names: Names, say: Say) -> _Part:
    if link not in names.links:
        raise say(node, _unknown("link", link, names.links))
    if name not in names.quantities:
        raise say(node, _unknown("quantity", name, names.quantities))
    return _quantity(f"{link}.{name}", names.quantities[name])


def _unknown(what: str, name: str, known: Collection[str]) -> str:
    near = nearest(name, known)
    return f'unknown {what} "{name}"' + (f"; did you mean {near}?" if near else "")


def _power(node: ast.BinOp, names: Names, say: Say) -> _Part:
    base = _product(node.left, names, say)
    exponent, sign = node.right, 1.0
    if isinstance(exponent, ast.UnaryOp) and isinstance(exponent.op, ast.USub):
        exponent, sign = exponent.operand, -1.0
    match exponent:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool) and abs(number) < 100:
            return _joined(node, ONE, base, sign * number, say)
        case ast.Call(func=ast.Name(id="years"), args=[first, second], keywords=[]):
            dates = (_date(first, names, say), _date(second, names, say))
            return _over_years(node, base, sign, dates, say)
    raise say(node.right, "an exponent must be a number or years(a, b)")


def _over_years(node: ast.BinOp, base: _Part, sign: float, dates: Years, say: Say) -> _Part:
    if base.unit != ONE.unit or any(years for _, years in base.powers):
        raise say(node, "only a quantity of unit 1 may be raised to years(a, b)")
    return _Part(ONE.unit, {(name, dates): sign * power for (name, _), power in base.powers.items()})


def _date(node: ast.expr, names: Names, say: Say) -> str:
    match node:
        case ast.Name(id="date"):
            return "date"
        case ast.Attribute(value=ast.Name(id=link), attr="date"):
            if link not in names.links:
                raise say(node, _unknown("link", link, names.links))
            return f"{link}.date"
    raise say(node, "years(a, b) takes date or a link's date, such as years(comparable_to.date, date)")


def _check_dims(text: str, sign: re.Match[str], parts: list[_Part]) -> None:
    """Refuses sides, or products of a sum, that differ in unit; the single product comes first in `parts`."""
    first, *others = [part.unit for part in parts]
    wrong = next((other for other in others if not _agree(first.dims, other.dims)), None)
    if wrong is None:
        return
    units = "] + [".join(dict.fromkeys(describe(other.dims) for other in others))
    left, right = text[: sign.start()].strip(), text[sign.end() :].strip()
    shown = [describe(first.dims), units] if "+" not in left else [units, describe(first.dims)]
    missing = times(Unit(1.0, first.dims), Unit(1.0, wrong.dims), -1)
    instead = f"multiply the right side by something in {describe(missing.dims)}"
    if len(others) > 1:
        instead = f"write every product in {describe(first.dims)}"
    what = f"the two sides differ in unit: {left} [{shown[0]}] {sign[0]} {right} [{shown[1]}]"
    raise FormulaError(what, sign.start(), instead)


def _agree(a: Dims, b: Dims) -> bool:
    return all(abs(a.get(name, 0) - b.get(name, 0)) < 1e-9 for name in {*a, *b})
