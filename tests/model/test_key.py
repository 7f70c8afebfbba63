"""Keys of premises: in order as they are written, and each part with what it is a part of."""

from checker.model.key import key_of, key_of_claimed, key_of_figure


def test_keys_are_in_one_order_whatever_their_sorts() -> None:
    """Claimed figures first, then what links and tables have, then priors and relations; parts follow their whole."""
    total = key_of("relation", "total")
    ordered = [
        key_of_figure("against", "models", "date"),
        key_of_claimed("mine", "chips"),
        key_of_claimed("mine", "cost"),
        key_of_figure("known", "models", "chips"),
        key_of_figure("link", "based_on", "chips"),
        key_of("prior", "a-b"),
        key_of("prior", "a").in_use("now"),
        total,
        total.part(1),
        total.part(2),
        key_of("relation", "totals"),
    ]
    assert sorted({*ordered}) == ordered


def test_parts_are_of_the_family_of_their_whole() -> None:
    """What is no part is a family by itself."""
    total = key_of("relation", "total")
    assert [total.family, total.part(1).family, total.part(1).whole] == [total] * 3
    assert total.whole is None
    assert total.part(1) not in {total, total.part(2)}
    assert total.part(1).in_use("now").family == total.in_use("now")


def test_whose_word_it_is() -> None:
    """The claim's, the table's, or the rule's, which is told apart from what it says where a usage holds."""
    assert [key_of_claimed("a:b", "chips").by, key_of_figure("known", "models", "chips").by] == ["a:b", "models"]
    assert [key_of("prior", "mfu").part(1).by, key_of("prior", "mfu").in_use("now").by] == ["mfu", "mfu@now"]
