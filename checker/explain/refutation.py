"""What refutes a question, held against others with the same figures: to judge one of them whole takes far longer."""

from collections.abc import Sequence

from msgspec import Struct

from checker.cases.ground import instead
from checker.engine.asking import with_instead
from checker.engine.propagate import propagate
from checker.explain.minimal import speaking
from checker.model.case import Premise, Question, Subject
from checker.model.finding import Conflict
from checker.model.rule import Rulebook


class Refutation(Struct, frozen=True):
    """Premises of a question, each time some that contradict each other."""

    question: Question
    conflicts: tuple[tuple[Premise, ...], ...]

    def holds_of(self, subject: Subject, level: str, book: Rulebook) -> bool:
        """Whether what a subject with the same figures has in place of some of them contradicts itself at a level.

        Then so does all that speaks about the subject: a yes is sure, a no isn't. Of a known subject, to whose
        published figures rules give way, nothing is sure.
        """
        return subject.known is None and any(
            propagate(with_instead(self.question, instead(some, subject, book), level)).is_empty
            for some in self.conflicts
        )


def refutation(question: Question, conflicts: Sequence[Conflict]) -> Refutation:
    """What refutes a question, given its conflicts; what hangs on no claimed figure may not be asked of another."""
    return Refutation(question, tuple(speaking(question, each) for each in conflicts if each.values))
