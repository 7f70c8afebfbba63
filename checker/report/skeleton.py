"""A claim to start from, for `checker new`."""

from checker.shown import Shown, page


def skeleton(id_: str) -> Shown:
    """A claim file with one claim of this id, to be filled in."""
    text = f"""\
# yaml-language-server: $schema=claims.schema.json
# (that file once by: checker schema claims > claims.schema.json)
claims:
  - id: {id_}
    statement: Training the model cost $100 million.        # the words as published
    source: {{title: An article, url: "https://example.org/article", date: 2024-12-15}}
    about: {id_}-subject                                      # all claims about one subject are judged together too
    kind: training_run                                      # `checker rules` lists the others
    date: 2024-12                                           # of the figure; without it, the source's
    values: {{training_cost: $100M, hardware: H100}}          # quote a value with a comma or a > in it
    expect: plausible                                       # or leave it out
"""
    return page(text.splitlines())
