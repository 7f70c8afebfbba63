"""Figures that may be wrong, and the slips that would explain it, in words."""

from checker.maths.interval import exp
from checker.model.beside import Slip
from checker.model.finding import Suspect
from checker.report.figures import factor, figure
from checker.report.sentences import Setting
from checker.report.wording import BLUNT


def tells(suspect: Suspect) -> bool:
    """Whether a suspicion says more than "plausible if" does: what was meant, or a range closed on both sides."""
    low, high = suspect.implied
    return suspect.corrected is not None or bool(suspect.slip) or 0 < high <= low * 10**BLUNT


def suspicion(suspect: Suspect, setting: Setting) -> str:
    """A figure that may be wrong: what the rest implies for it, the slip that would explain it, what to write."""
    implied = figure(*suspect.implied, setting.unit(suspect.value), setting.hardware, digits=2)
    said = "or, as likely, " if suspect.tied else ""
    said += f"{setting.title(suspect.value)}, given as {suspect.text}: all the rest implies {implied}"
    said += f" ({suspect.slip}?)" if suspect.slip else ""
    return said + (f"; {corrected(suspect, setting)} would fit" if suspect.corrected is not None else "")


def corrected(suspect: Suspect, setting: Setting) -> str:
    """The figure that one would write instead, or ""."""
    if suspect.corrected is None:
        return ""
    digits = 3 if suspect.slip else 2
    return figure(suspect.corrected, suspect.corrected, setting.unit(suspect.value), setting.hardware, digits=digits)


def slip_words(slip: Slip) -> str:
    """A slip by its factor, or by what that hangs on, where no figure says which sizes it takes for each other."""
    if slip.figure:
        size = "any"
    elif slip.times:
        size = f"times {slip.times}" if slip.factor > 0 else f"over {slip.times}"
    else:
        size = f"by {slip.by}" if slip.by else factor(exp(slip.factor))
    says = slip.says.replace("{meant}", "one size").replace("{given}", "another").replace("{other}", "another")
    return f"{size}: {says}"
