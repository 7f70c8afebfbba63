"""Tests of `checker.read.text.document`: a tree with places, and every trap of YAML told rather than fallen into."""

import string

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.model.place import Place
from checker.read.text.document import parse
from checker.read.text.nodes import Document, Mapping, Node, Scalar, Sequence, problem
from tests.small import plain


def read(text: str) -> Document:
    """The document of a sound text."""
    document, problems = parse(text.encode(), "a.yaml")
    assert not problems
    assert document
    return document


def faults(text: str) -> list[tuple[int, int, str]]:
    """Line, column and complaint of everything that is wrong with a text."""
    return [(found.place.line, found.place.column, found.what) for found in parse(text.encode(), "a.yaml")[1]]


def child(document: Document, *path: str) -> Node:
    """The node below some keys."""
    node = document.root
    for key in path:
        assert isinstance(node, Mapping)
        node = node.get(key)
    assert node is not None
    return node


@pytest.mark.parametrize(
    "text", ["no", "1:30", "010", "1_000", "3e9", "0x1F", "~", "null", "yes", "2024-12-15", "1.0", ""]
)
def test_scalars_are_what_was_typed(text: str) -> None:
    """No scalar is taken for anything but its text."""
    assert plain(read(f"a: {text}\n").root) == {"a": text}


def test_every_node_knows_its_place() -> None:
    """Keys, values and items stand where an editor shows them, counted from 1."""
    document = read("claims:\n  - id: é\n    values: {cost: $3B, of: [1, 2]}\n")
    claims = child(document, "claims")
    assert isinstance(claims, Sequence)
    assert claims.place == Place("a.yaml", 2, 3)
    item = claims.items[0]
    assert isinstance(item, Mapping)
    assert [(key.place.line, key.place.column) for key, _ in item.entries] == [(2, 5), (3, 5)]
    values = item.get("values")
    assert isinstance(values, Mapping)
    assert values.keys() == ("cost", "of")
    assert [value.place for _, value in values.entries] == [Place("a.yaml", 3, 20), Place("a.yaml", 3, 29)]


def test_quotes_and_braces_are_remembered() -> None:
    """A node tells whether it was quoted, or stood in braces or brackets."""
    document = read('a: "x"\nb: x\nc: {d: [e]}\nf:\n  - g\n')
    quoted, bare = child(document, "a"), child(document, "b")
    assert isinstance(quoted, Scalar)
    assert isinstance(bare, Scalar)
    assert (quoted.plain, bare.plain) == (False, True)
    braces, brackets, dashes = child(document, "c"), child(document, "c", "d"), child(document, "f")
    assert isinstance(braces, Mapping)
    assert isinstance(brackets, Sequence)
    assert isinstance(dashes, Sequence)
    assert (braces.flow, brackets.flow, dashes.flow) == (True, True, False)


def test_a_missing_key_has_no_value() -> None:
    """Asked for a key that is not there, a mapping gives None."""
    root = read("a: b\n").root
    assert isinstance(root, Mapping)
    assert root.get("c") is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks(end: str, mark: bytes) -> None:
    """Line ends of any system and a UTF-8 mark change neither places nor lines."""
    document, problems = parse(mark + f"a: b{end}c: d{end}a: e{end}".encode(), "a.yaml")
    assert document
    assert document.lines[:3] == ["a: b", "c: d", "a: e"]
    assert [(found.place.line, found.place.column, found.line) for found in problems] == [(3, 1, "a: e")]


def test_a_problem_shows_its_line() -> None:
    """A problem holds the line it stands in, for a node as for a place."""
    document = read("a: b\nc: d\n")
    assert problem(document, child(document, "c"), "wrong", "write e").line == "c: d"
    assert problem(document, Place("a.yaml", 1, 4), "wrong").line == "a: b"
    assert problem(document, Place("a.yaml", 9), "wrong").line == ""


def test_all_problems_at_once() -> None:
    """Faults that leave the tree whole are all told, and the rest is read."""
    document, problems = parse(b"a: !x 1\na: 2\nb: {t: A, B, C, d: 1}\nc: *e\n", "a.yaml")
    assert [(found.place.line, found.place.column) for found in problems] == [(1, 4), (3, 11), (4, 4), (2, 1)]
    assert document
    assert plain(child(document, "b")) == {"t": "A, B, C", "d": "1"}
    assert document.faults == {found.place for found in problems}
    assert document.faults_in_order == tuple(sorted(found.place for found in problems))


def test_anchors_are_told_once_and_marked_everywhere() -> None:
    """Of many aliases one is told; each is marked, so that nobody takes it for a text."""
    document, problems = parse(b"a: &x 1\nb: *x\nc: *x\n", "a.yaml")
    assert [str(found.place) for found in problems] == ["a.yaml:1:4"]
    assert document
    assert sorted(place.line for place in document.faults) == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("{title: A, B}", 'write title: "A, B"'),
        ("{title: A, B, C}", 'write title: "A, B, C"'),
        ("{chips: 16,384 H100, hardware: H100}", 'write chips: "16,384 H100"'),
        ('{title: the "big" one, two}', "write title: 'the \"big\" one, two'"),
        ("a: > $100M", 'write "> $100M"'),
        ("a: >= $100M", 'write ">= $100M"'),
        ("a: {b: >= $100M, c: 1}", 'write ">= $100M"'),
        ("a: Cost: $3B", 'write a: "Cost: $3B"'),
        ("- a: Cost: $3B", 'write a: "Cost: $3B"'),
        ("{a: Cost: $3B, b: 1}", 'write a: "Cost: $3B"'),
        ("a: *bold*", 'write "*bold*"'),
        ("a: @home", 'write "@home"'),
    ],
)
def test_what_to_write_instead(text: str, instead: str) -> None:
    """Where YAML reads something else than meant, the complaint gives the spelling that works."""
    problems = parse(text.encode(), "a.yaml")[1]
    assert [found.instead for found in problems] == [instead]
    rewritten = instead.removeprefix("write ")
    assert yaml.safe_load(rewritten if ": " in rewritten.split('"')[0] else f"a: {rewritten}")


def test_keys_without_a_colon_where_no_text_was_cut() -> None:
    """A key that nothing stands before, or that has a colon, is just a key without a value."""
    assert plain(read("{A, b: c}").root) == {"A": "", "b": "c"}
    assert plain(read("{a: b, c: }").root) == {"a": "b", "c": ""}
    assert plain(read("{a: {b: c}, d}").root) == {"a": {"b": "c"}, "d": ""}


@pytest.mark.parametrize("depth", [49, 50])
def test_depth_up_to_the_limit(depth: int) -> None:
    """Fifty levels are read; one more is refused."""
    assert faults("[" * depth + "]" * depth) == []
    assert faults("[" * 51 + "]" * 51) == [(1, 51, "nested more than 50 deep")]


def test_folded_text_is_text() -> None:
    """A block of text that was meant as one is read."""
    assert plain(read("a: >\n  one\n  two\nb: |\n  three\nc: >-\n  four\n").root) == {
        "a": "one two\n",
        "b": "three\n",
        "c": "four",
    }


@given(st.binary(max_size=200) | st.text(alphabet=string.printable, max_size=80).map(str.encode))
def test_no_input_breaks_the_reader(data: bytes) -> None:
    """Whatever the bytes, there comes back a tree or a complaint with its place."""
    document, problems = parse(data, "a.yaml")
    assert document or problems
    assert all(found.place.line >= 1 and found.what for found in problems)


TEXTS = st.text(alphabet=string.ascii_letters + " ,:#-é\"'", max_size=12)
TREES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS.filter(bool), inner, max_size=3)
)


@given(TREES, st.sampled_from([True, False, None]))
def test_trees_are_read_as_pyyaml_reads_them(tree: object, flow: bool | None) -> None:
    """What PyYAML writes comes back as the same tree of texts."""
    text = yaml.safe_dump(tree, default_flow_style=flow, default_style='"', allow_unicode=True)
    document, problems = parse(text.encode(), "a.yaml")
    assert not problems
    assert document
    assert plain(document.root) == tree
