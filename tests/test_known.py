"""Known subjects as a whole: true figures are let stand, tenfold slips are found."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from checker.audit import ask_words
from checker.cases.namesakes import subjects_of
from checker.explain.claim import Reasons, Wanted
from checker.model.result import ClaimResult
from checker.options import Options
from checker.read.claim.claims import read_ask
from tests.explain.asking import book

ROWS = list(csv.DictReader(Path("rules/reference/models.csv").read_text(encoding="utf-8").splitlines()))
FOURTH = ROWS[::4]
"""Enough to notice a fault of some kind within a few seconds."""
FIGURES = {
    "flop_best": ("training_compute", "FLOP"), "parameters": ("parameters", ""), "tokens": ("tokens", ""),
    "chips": ("chips", ""), "duration_hours": ("duration", "hours"), "chip_hours": ("chip_hours", ""),
    "mfu": ("mfu", ""), "energy_mwh": ("energy", "MWh"), "emissions_t": ("emissions", "t"),
}  # fmt: skip
TWENTY = (
    "alexnet", "bert-large", "gpt-2", "t5-11b", "gpt-3", "gopher", "palm", "opt-175b", "bloom-176b", "gpt-4",
    "llama-65b", "llama-2-70b", "falcon-180b", "mixtral-8x7b", "llama-3.1-405b", "deepseek-v3", "qwen2.5-72b",
    "kimi-k2", "gpt-oss-120b", "grok-4",
)  # fmt: skip


def typed(row: dict[str, str], factor: float = 1) -> dict[str, str]:
    """A row's figures as one would type them, times a factor."""
    return {
        name: f"{float(row[column]) * factor:.4g} {unit}".strip()
        for column, (name, unit) in FIGURES.items()
        if row[column]
    }


def judged(row: dict[str, str], figures: dict[str, str], reasons: Reasons = "none") -> ClaimResult:
    """A claim about a row's subject, by its name."""
    values = {"about": row["name"], "date": row["date"], **figures}
    result = ask_words(values, book(), Options(wanted=Wanted(reasons=reasons)))
    assert not result.problems, result.problems
    return result.cases[0].claims[0]


def test_true_figures_of_known_subjects_are_let_stand() -> None:
    """No row's own figures together are implausible, and not one in twenty needs anything rare."""
    found = {row["id"]: judged(row, typed(row)).verdict for row in FOURTH if typed(row)}
    counts = Counter(found.values())
    assert len(found) > 80
    assert counts["implausible"] == counts["impossible"] == 0, found
    assert counts["strained"] <= len(found) / 20


def test_tenfold_slips_are_found() -> None:
    """At least nine in ten of those on the figures of twenty subjects are implausible."""
    rows = [row for row in ROWS if row["id"] in TWENTY]
    slips = [(row, {name: text}) for n, row in enumerate(rows) for name, text in typed(row, (10, 0.1)[n % 2]).items()]
    found = [judged(row, figure).verdict for row, figure in slips]
    assert len(rows) == 20
    assert len(slips) > 100
    assert sum(verdict in ("implausible", "impossible") for verdict in found) >= 0.9 * len(found)


@pytest.mark.parametrize(("subject", "factor"), [("gpt-3", 10), ("llama-2-70b", 0.1)])
def test_slips_are_put_right(subject: str, factor: float) -> None:
    """The right figure comes first among the suspects."""
    (row,) = [row for row in ROWS if row["id"] == subject]
    for name, text in typed(row, factor).items():
        told = judged(row, {name: text}, "all")
        assert told.known
        assert told.suspects[0].corrected == pytest.approx(told.known.facts[name].low, rel=0.3), name


NAMES = {
    "GPT2": "gpt-2", "gpt 3": "gpt-3", "GPT 4": "gpt-4", "gpt 4o": "gpt-4o", "GPT5": "gpt-5", "GPT-4.5": "gpt-4.5",
    "GPT OSS 120B": "gpt-oss-120b", "Claude 3 Opus": "claude-3-opus", "Claude Sonnet 3.5": "claude-3.5-sonnet",
    "Claude Mythos Preview": "claude-mythos", "Gemini 1.0 Ultra": "gemini-ultra", "LLaMA-65B": "llama-65b",
    "llama2-70b": "llama-2-70b", "Llama-2-70b-chat-hf": "llama-2-70b", "Meta-Llama-3-70B-Instruct": "llama-3-70b",
    "Llama3.1-405B": "llama-3.1-405b", "llama 3.1 405b instruct": "llama-3.1-405b", "Llama 4 Scout": "llama-4-scout",
    "Qwen-72B": "qwen-72b", "Qwen 1.5 72B": "qwen1.5-72b", "qwen 2.5 72b instruct": "qwen2.5-72b",
    "Qwen 3 235B": "qwen3-235b-a22b", "Qwen3.5-397B": "qwen3.5-397b-a17b", "deepseek v2": "deepseek-v2",
    "deepseek v3": "deepseek-v3", "DeepSeekV3": "deepseek-v3", "deepseek-v3-base": "deepseek-v3",
    "DeepSeek-V3.2-Exp": "deepseek-v3.2", "DeepSeek R1": "deepseek-r1", "DeepSeek V4 Pro": "deepseek-v4-pro",
    "Mistral-7B-v0.1": "mistral-7b", "mixtral-8x7b-instruct": "mixtral-8x7b", "Mistral Large 3": "mistral-large-3",
    "Gemma-2-27b-it": "gemma-2-27b", "gemma3-27b": "gemma-3-27b", "phi 4": "phi-4", "Phi3-mini": "phi-3-mini",
    "OLMo-2-32B": "olmo-2-32b", "Olmo 3 32B Base": "olmo-3-32b", "Falcon 180B": "falcon-180b", "Yi-34B": "yi-34b",
    "GLM 4.5": "glm-4.5", "GLM-5.2": "glm-5.2", "kimi-k2-instruct": "kimi-k2", "Kimi K2.6": "kimi-k2.6",
    "MiniMax M3": "minimax-m3", "Grok-1": "grok-1", "grok4": "grok-4", "Grok 4.5": "grok-4.5",
    "Nemotron-4 340B": "nemotron-4-340b", "Granite 3.0 8B": "granite-3.0-8b", "Command R+": "command-r-plus",
    "dbrx-instruct": "dbrx", "Jamba": "jamba", "StarCoder2": "starcoder2-15b", "SmolLM3": "smollm3-3b",
    "pythia-12b": "pythia-12b", "BLOOM": "bloom-176b", "OPT-175B": "opt-175b", "PaLM 540B": "palm",
    "Chinchilla 70B": "chinchilla", "Gopher": "gopher", "T5 11B": "t5-11b", "BERT Large": "bert-large",
    "RoBERTa": "roberta-large", "ViT-H/14": "vit-h-14", "CLIP ViT-L/14": "clip-vit-l-14-336",
    "Stable Diffusion v1.5": "stable-diffusion-1.5", "SDXL": "sdxl", "DALL-E 2": "dall-e-2",
    "Whisper large-v3": "whisper-large-v3", "AlphaFold 2": "alphafold-2", "AlphaGo Zero": "alphago-zero",
    "MAI-Thinking-1": "mai-thinking-1",
}  # fmt: skip
FAMILIES = (
    "Llama 2", "Llama 3", "Llama 3.1", "Llama 4", "Qwen 2", "Qwen3", "DeepSeek-V4", "Gemma 3", "Phi-3", "T5",
    "Stable Diffusion", "gpt-oss",
)  # fmt: skip


@pytest.mark.parametrize(("name", "subject"), NAMES.items())
def test_subjects_are_known_as_people_write_them(name: str, subject: str) -> None:
    """Names with and without hyphens, makers and words such as "instruct" lead to their model."""
    found, problems = read_ask(f"about='{name}' parameters=1B date=2026-11", book(), 740000)
    assert found, problems
    meant = [each.id for each in subjects_of(found, book())]
    assert meant == [subject]


@pytest.mark.parametrize("name", FAMILIES)
def test_families_ask_which(name: str) -> None:
    """A name that lacks its version or size may be any of several."""
    found, problems = read_ask(f"about='{name}' duration=1day date=2026-11", book(), 740000)
    assert found, problems
    meant = [each.id for each in subjects_of(found, book())]
    assert len(meant) > 1


LABELS = {
    "GPT": "175B", "Claude": "175B", "Llama": "405B", "Qwen": "72B", "T": "11B", "k": "1T", "Claude 3": "1T",
    "Llama 3": "405B", "Gemma": "1T",
}  # fmt: skip


@pytest.mark.parametrize(("name", "size"), LABELS.items())
def test_labels_and_sizes_that_no_member_has_are_nobodys(name: str, size: str) -> None:
    """A word with which many names begin, a letter and a version cut in two are no family."""
    found, problems = read_ask(f"about='{name}' parameters={size} date=2026-11", book(), 740000)
    assert found, problems
    assert subjects_of(found, book()) == ()


def test_a_version_is_not_cut() -> None:
    """Neither "Llama 3" nor "Qwen 2" means what stands after a point; one with the size of a member is that one."""
    asked = {"Llama 3": "tokens=15T", "Qwen 2": "tokens=7T", "Llama 3.1": "tokens=15T"}
    found = {
        name: read_ask(f"about='{name}' {figure} date=2026-11", book(), 740000)[0] for name, figure in asked.items()
    }
    meant = {name: {each.id for each in subjects_of(claim, book())} for name, claim in found.items() if claim}
    assert meant["Llama 3"] == {"llama-3-8b", "llama-3-70b"}
    assert all(each.startswith("qwen2-") for each in meant["Qwen 2"])
    assert meant["Llama 3.1"] == {"llama-3.1-8b", "llama-3.1-70b", "llama-3.1-405b"}


@pytest.mark.parametrize("figure", ["training_compute=4e27", "tokens=150T", "duration=5days", "chips=160K"])
def test_a_false_figure_of_a_family_is_judged(figure: str) -> None:
    """Its size alone says which member is meant, and all else is tested."""
    values = {"about": "Llama 3.1", "date": "2024-08", "parameters": "405B"} | dict([figure.split("=")])
    result = ask_words(values, book(), Options(wanted=Wanted(reasons="none")))
    assert not result.problems
    assert result.cases[0].claims[0].verdict == "implausible"


@pytest.mark.parametrize(
    "words",
    [
        "about=DeepSeek-R1 training_cost=$294K",
        "about=Llama-3.1-405B chips=16K hardware=H100 duration=54 days",
        "about=GPT-4 energy=50 GWh",
    ],
)
def test_what_a_claim_rules_out_is_not_its_best_figure(words: str) -> None:
    """A published figure is the best there is as long as the claim leaves it possible."""
    result = ask_words(words, book(), Options(wanted=Wanted(implied=True)))
    assert not result.problems
    for name, each in result.cases[0].claims[0].implied.items():
        low, high = each.accepted
        if not each.claimed:
            assert low * 0.999 <= each.best[0] <= each.best[1] <= high * 1.001, name
