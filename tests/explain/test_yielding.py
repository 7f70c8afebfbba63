"""Rules give way to what is published of the very subject, and only as far as it takes."""

from checker.cases import ground as grounds
from checker.cases.assemble import subject
from checker.engine.levels import holds_at
from checker.explain.yielding import ground, yielding
from checker.model.case import Question, is_published
from checker.read.claims import read_ask
from tests.explain.asking import book, judged


def question(words: str, *, gives_way: bool = True) -> Question:
    """The question about a subject, with or without what gives way."""
    claim, problems = read_ask(words, book(), 740000)
    assert claim, problems
    about = subject([claim], book(), {})
    return (ground if gives_way else grounds.ground)(about, book())


T5 = "about=t5-11b architecture=dense parameters=11B tokens=1T training_compute=3.3e22 date=2019-10"


def test_a_rule_gives_way_to_the_subjects_own_figures() -> None:
    """T5's decoder sees a part of the text alone, so its own figures lie at half of 6ND, which a dense model can't."""
    before, after = question(T5, gives_way=False), question(T5)
    assert holds_at([before, after]) == [2, 0]
    assert "compute-from-parameters" in yielding(after, book())


def test_levels_stay_within_one_another() -> None:
    """What gave way at typical is at accepted no narrower."""
    for premise in question(T5).beliefs:
        (low, high), (least, most) = premise.spans["typical"], premise.spans["accepted"]
        assert least <= low or is_published(premise), premise.key
        assert most >= high or is_published(premise), premise.key


def test_what_gave_way_is_kept_and_shared() -> None:
    """Claims with figures of the same quantities believe the very same, so that it is found out once."""
    assert question(T5).beliefs is question(T5.replace("1T", "10T")).beliefs


def test_of_an_unknown_subject_nothing_gives_way() -> None:
    """Its question is the plain one."""
    unknown = question("parameters=11B tokens=1T training_compute=3.3e22 date=2019-10")
    assert unknown.beliefs is grounds.ground(unknown.subject, book()).beliefs
    assert yielding(unknown, book()) == ()


def test_a_false_figure_is_still_caught() -> None:
    """The subject's own figures test it where the rule no longer does."""
    assert judged(T5.replace("3.3e22", "3.3e23")).verdict in ("implausible", "impossible")
    assert judged(T5.replace("1T", "10T")).verdict in ("implausible", "impossible")


def test_what_is_known_is_told() -> None:
    """The answer names the subject, where its figures come from, and what gave way."""
    told = judged(T5).known
    assert told is not None
    assert (told.id, told.title, told.date) == ("t5-11b", "a published model", "2019-10-23")
    assert {*told.facts} >= {"training_compute", "parameters", "tokens"}
    assert told.choices["stage"] == "pretrain"
    assert "compute-from-parameters" in told.yielding
    assert judged("parameters=11B").known is None
