"""A verdict in one paragraph that can be quoted as it stands: what was asked, what comes of it and why."""

from checker.model.result import ClaimResult
from checker.report import remarks, wording
from checker.report.dates import date_words
from checker.report.gap import miss
from checker.report.sentences import sentence
from checker.report.setting import COUNTS, Setting

PLAIN = "Nothing unusual is needed for it"


def paragraph(claim: ClaimResult, setting: Setting) -> str:
    """The paragraph; it begins with the verdict's word."""
    what = f"{figures(claim, setting)}, {date_words(claim.date)}"
    partly = " (partly checked)" if claim.unchecked and claim.tested else ""
    said = [f"{claim.verdict.capitalize()} {wording.as_what(claim, setting)}{partly}: {what}."]
    said += [sentence(text) for text in (*remarks.astray(claim, setting), *wording.read_as(claim, setting))]
    said += [_reason(claim, setting)]
    said += [f"It would be plausible if {' or if '.join(remarks.mends(claim, setting))}."] if claim.repairs else []
    said += [wording.untested(claim, setting)] if claim.tested else []
    return " ".join(filter(None, said))


def _reason(claim: ClaimResult, setting: Setting) -> str:
    if claim.conflicts:
        return miss(claim.conflicts[0], setting)
    if claim.verdict == "plausible":
        return sentence(f"{PLAIN}; it is tested by {wording.tested_by(claim.tested.values())}")
    if claim.verdict == "unchecked":
        return "No rule could have failed on it, so this is no pass."
    return ""


def figures(claim: ClaimResult, setting: Setting) -> str:
    """What was asked, each figure with what it is of but for the one as which it fails."""
    alone = claim.conflicts[0].values if claim.conflicts else ()
    attributes = setting.glossary.attributes
    given = {text for name, text in claim.values.items() if name not in attributes}
    told = {name: text for name, text in claim.values.items() if name not in attributes or text not in given}
    return ", ".join(_named(name, text, setting, is_named=alone == (name,)) for name, text in told.items())


def _named(name: str, text: str, setting: Setting, *, is_named: bool) -> str:
    """A figure with what it is of; of one whose name stands before, only what is counted."""
    if name in setting.glossary.attributes:
        return wording.choice(name, text, setting)
    if setting.unit(name) in COUNTS and text[-1:].isalnum() and " " not in text:
        return f"{text} {setting.title(name)}"
    return text if is_named else f"{setting.title(name)} {text}"
