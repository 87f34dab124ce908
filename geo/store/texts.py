"""Read ``data/texts/<id>/``: metadata, claims and, where the reader has it, the text itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.errors import DataError, PassageError, Problem
from geo.model.claim import Claim, digest
from geo.model.text import Text
from geo.store.records import build, read_json, read_text, read_toml

if TYPE_CHECKING:
    from pathlib import Path

PassageState = Literal["held", "absent", "orphaned"]
"""``held``: the hash matches. ``absent``: no text at hand. ``orphaned``: a text, another passage."""


def read_texts(data_dir: Path) -> tuple[tuple[Text, ...], tuple[Claim, ...], list[Problem]]:
    """Read every text folder: texts in order of publication then id, claims as their files have them."""
    texts: list[Text] = []
    claims: list[Claim] = []
    problems: list[Problem] = []
    root = data_dir / "texts"
    if not root.is_dir():
        return (), (), [Problem("texts", "-", "folder", "to exist", "no such folder")]
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")):
        name = f"texts/{folder.name}/text.toml"
        try:
            raw = read_toml(folder / "text.toml", name)
        except DataError as error:
            problems += error.problems
        else:
            text, wrong = build(Text, raw, name, folder.name)
            problems += wrong
            if text is not None:
                texts.append(text)
                if text.id != folder.name:
                    problems.append(
                        Problem.of(name, folder.name, "id", f"the folder's name {folder.name!r}", text.id)
                    )
        found, wrong = _read_claims(folder)
        claims += found
        problems += wrong
    return tuple(sorted(texts, key=lambda t: (t.date, t.id))), tuple(claims), problems


def _read_claims(folder: Path) -> tuple[list[Claim], list[Problem]]:
    name = f"texts/{folder.name}/claims.json"
    try:
        raw = read_json(folder / "claims.json", name)
    except DataError as error:
        return [], list(error.problems)
    if not isinstance(raw, list):
        return [], [Problem.of(name, "-", "file", "a list of claims", type(raw).__name__)]
    claims: list[Claim] = []
    problems: list[Problem] = []
    for number, item in enumerate(raw):
        record = str(item.get("id", f"#{number}")) if isinstance(item, dict) else f"#{number}"
        claim, wrong = build(Claim, item, name, record)
        problems += wrong
        if claim is None:
            continue
        if claim.text != folder.name:
            problems.append(Problem.of(name, record, "id", f"{folder.name}-<number>", claim.id))
        claims.append(claim)
    return claims, problems


@dataclass(frozen=True, slots=True)
class Passages:
    """The texts that the reader has, by text id. Anchors fail closed: nothing is re-attached.

    A text is looked for as ``<folder>/<id>.txt`` in the folder that the reader names, then as
    ``data/texts/<id>/text.txt``.
    """

    contents: dict[str, str]

    @classmethod
    def read(cls, data_dir: Path, texts: tuple[Text, ...], folder: Path | None = None) -> Passages:
        """Read whatever texts are at hand; a file that isn't UTF-8 counts as another text."""
        contents: dict[str, str] = {}
        for text in texts:
            paths = [data_dir / "texts" / text.id / "text.txt"]
            if folder is not None:
                paths.insert(0, folder / f"{text.id}.txt")
            for path in paths:
                if path.is_file():
                    try:
                        contents[text.id] = read_text(path)
                    except UnicodeDecodeError:
                        contents[text.id] = ""
                    break
        return cls(contents)

    def state(self, claim: Claim) -> PassageState:
        """Tell whether a claim's passage is held, absent or orphaned."""
        content = self.contents.get(claim.text)
        if content is None:
            return "absent"
        # A slice past the end is silently cut short, so a wrong end would still match: refuse it.
        held = claim.end <= len(content) and digest(content[claim.start : claim.end]) == claim.sha256
        return "held" if held else "orphaned"

    def passage(self, claim: Claim) -> str:
        """Return a passage, verified.

        Raises
        ------
        PassageError
            Where the text is not at hand or does not hold the recorded passage.
        """
        state = self.state(claim)
        if state != "held":
            msg = f"{claim.text}:{claim.id}: passage expected to be held, got {state!r}"
            raise PassageError(msg)
        return self.contents[claim.text][claim.start : claim.end]


def passage_problems(texts: tuple[Text, ...], claims: tuple[Claim, ...], passages: Passages) -> list[Problem]:
    """Check offsets against each text's length and, where a text is at hand, every hash."""
    problems: list[Problem] = []
    by_id = {text.id: text for text in texts}
    for text in texts:
        content = passages.contents.get(text.id)
        if content is not None and hashlib.sha256(content.encode("utf-8")).hexdigest() != text.sha256:
            problems.append(
                Problem.of(
                    f"texts/{text.id}/text.toml", text.id, "sha256", "that of the text at hand", text.sha256
                )
            )
    for claim in claims:
        file = f"texts/{claim.text}/claims.json"
        owner = by_id.get(claim.text)
        if owner is not None and claim.end > owner.chars:
            problems.append(Problem.of(file, claim.id, "end", f"at most {owner.chars}", claim.end))
        if owner is not None and any(
            claim.start < end and start < claim.end for start, end in owner.boilerplate
        ):
            problems.append(
                Problem.of(file, claim.id, "start", "a passage outside the boilerplate", claim.start)
            )
        state = passages.state(claim)
        if state == "orphaned":
            problems.append(Problem.of(file, claim.id, "sha256", "that of the passage at hand", claim.sha256))
        if state == "held" and claim.mention not in passages.passage(claim):
            problems.append(Problem.of(file, claim.id, "mention", "words of the passage", claim.mention))
    return problems
