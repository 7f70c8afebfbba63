"""Commands about what is known and how to write it down: rules, graph, new, schema."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from checker.cli.terminal import BAD_INPUT, CLAIMS, FINE, book_for, leave, refuse, say, tell

if TYPE_CHECKING:
    from checker.model.rule import Rulebook


@click.command()
@click.argument("name", required=False)
@click.option(
    "--rules",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder of rule files to use beside the shipped ones.",
)
@click.option("--check", "run", is_flag=True, help="Run every example, try every bound, name what no kind has.")
def rules(name: str | None, packs: tuple[Path, ...], run: bool) -> None:
    """List what is known, or tell all about one rule, assumption, table, quantity or attribute.

    \b
    checker rules
    checker rules fits-largest-system
    checker rules --check
    """
    from checker.options import Beliefs
    from checker.read.text.words import nearest
    from checker.report import rule_page

    beliefs = Beliefs(rules=packs)
    book = book_for(beliefs)
    if run:
        _check(book, beliefs.today())
    text = rule_page.page(book, name) if name else rule_page.listing(book)
    if text is None:
        near = nearest(name or "", rule_page.names(book))
        hint = f"did you mean {near}?" if near else "`checker rules` lists everything"
        refuse(f'nothing is called "{name}"; {hint}')
    say(text)


def _check(book: "Rulebook", today: int) -> NoReturn:
    """Tells which examples fail and which quantities have no bound, and how many do."""
    from checker.audit import run_examples
    from checker.bounds import unbounded
    from checker.shown import page

    wrong = run_examples(book, today)
    for example, complaint in wrong:
        given = " ".join(f"{k}={v}" for k, v in example.given.items())
        tell(f"{example.place}: example fails: {complaint}", f"  {given}")
    open_ended = unbounded(book, today)
    for complaint in open_ended:
        tell(complaint)
    of_none = [q for q in book.quantities.values() if not (q.kinds or q.also)]
    for quantity in of_none:
        tell(
            f"{quantity.id} ({quantity.topic}): no kind of subject has it", "  write kinds: or also: with those that do"
        )
    said = f"{len(book.examples) - len(wrong)} of {len(book.examples)} examples hold"
    bounds = "no bound is missing" if not open_ended else f"{len(open_ended)} complaints about bounds"
    say(page([said, f"{len(book.largest)} largest known figures: {bounds}"]))
    leave(BAD_INPUT if wrong or open_ended or of_none else FINE)


@click.command()
@click.argument("claim", required=False)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(("dot", "mermaid")), default="dot", show_default=True)
@click.option(
    "--rules",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder of rule files to use beside the shipped ones.",
)
def graph(claim: str | None, paths: tuple[Path, ...], form: str, packs: tuple[Path, ...]) -> None:
    """Draw the rules, or the proof about one claim.

    \b
    checker graph | dot -Tsvg > rules.svg
    checker graph frontier-3b --format mermaid
    """
    from checker.audit import check_paths, claims_of, find, names_near
    from checker.options import Beliefs, Options
    from checker.report import drawing
    from checker.report.setting import setting

    beliefs = Beliefs(rules=packs)
    book = book_for(beliefs)
    write = drawing.dot if form == "dot" else drawing.mermaid
    if claim is None:
        say(write(drawing.rules_graph(book)))
        return
    result = check_paths(paths or CLAIMS, book, Options(beliefs))
    found = find(result, claim)
    if found is None:
        refuse(f'no claim "{claim}"{names_near(result, claim)}')
    judged = claims_of(found)[0]
    if not judged.conflicts:
        refuse(f"{claim} is in no conflict, so there is no proof to draw")
    say(write(drawing.proof_graph(judged.conflicts[0], setting(found, found.cases[0], judged))))


@click.command()
@click.argument("name", metavar="ID", default="my-claim")
def new(name: str) -> None:
    """Print the skeleton of a claim file.

    \b
    checker new their-run > claims/their-run.yaml
    """
    from checker.read.claim.claim_file import ID
    from checker.report.skeleton import skeleton

    if not re.fullmatch(ID.pattern, name):
        refuse(f'"{name}" is no id; {ID.instead}')
    say(skeleton(name))


@click.command()
@click.argument("what", type=click.Choice(("claims", "rules", "result")), default="claims")
@click.option(
    "--rules",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder of rule files to use beside the shipped ones.",
)
def schema(what: str, packs: tuple[Path, ...]) -> None:
    """Print the JSON Schema of claim files, rule files or results, for editors and tests.

    \b
    checker schema claims > claims.schema.json
    """
    from checker.options import Beliefs
    from checker.read.schema import claim_schema, rule_schema
    from checker.report.json_shapes import result_schema
    from checker.shown import as_json

    book = book_for(Beliefs(rules=packs))
    found = {"claims": lambda: claim_schema(book), "rules": lambda: rule_schema(book), "result": result_schema}[what]()
    say(as_json(found, indent=2))
