"""Read JSON and TOML records into models, turning every failure into problems."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from geo.errors import DataError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)


def read_text(path: Path) -> str:
    """Read UTF-8 without newline translation: offsets count the file's own code points."""
    return path.read_bytes().decode("utf-8")


def read_json(path: Path, file: str) -> Any:
    """Parse a JSON file.

    Raises
    ------
    DataError
        Where the file is absent, not UTF-8 or not JSON.
    """
    return _parsed(path, file, json.loads, "JSON")


def read_toml(path: Path, file: str) -> dict[str, Any]:
    """Parse a TOML file; raises like `read_json`."""
    parsed: dict[str, Any] = _parsed(path, file, tomllib.loads, "TOML")
    return parsed


def _parsed(path: Path, file: str, parse: Any, form: str) -> Any:
    try:
        return parse(read_text(path))
    except FileNotFoundError as error:
        raise DataError([Problem(file, "-", "file", "to exist", "no such file")]) from error
    except (ValueError, RecursionError) as error:
        raise DataError([Problem(file, "-", "file", f"UTF-8 {form}", str(error))]) from error


def build(model: type[M], raw: Any, file: str, record: str) -> tuple[M | None, list[Problem]]:
    """Validate one raw record; returns the model, or None and what is wrong with it."""
    try:
        return model.model_validate(raw), []
    except ValidationError as error:
        return None, [_problem(file, record, part) for part in error.errors(include_url=False)]


def _problem(file: str, record: str, part: ErrorDetails) -> Problem:
    field = ".".join(map(str, part["loc"])) or "record"
    if part["type"] == "missing":
        return Problem(file, record, field, "a value", "nothing")
    return Problem.of(file, record, field, _expected(part["type"], part["msg"]), part["input"])


def _expected(kind: str, message: str) -> str:
    """Return what would have been right, from a message of pydantic's or of a model's own check."""
    if kind == "extra_forbidden":
        return "no such field"
    # Our own checks say "X expected, got Y"; the value stands in the problem already.
    ours = re.fullmatch(r"Value error, (.+?) expected(?:, got .*)?", message, re.DOTALL)
    if ours is not None:
        return ours[1]
    plain = (
        message.removeprefix("Value error, ").removeprefix("Input should be ").partition(", unable to ")[0]
    )
    return re.sub(r"^String should ", "a text to ", plain)


def read_model(path: Path, model: type[M]) -> M:
    """Read a TOML or JSON file (by its suffix) that is one record of a model.

    Raises
    ------
    DataError
        Where the file can't be parsed, or with every problem of the record; the file is named with
        its folder, ``boundaries/recipe.toml``.
    """
    file = f"{path.parent.name}/{path.name}"
    raw = read_toml(path, file) if path.suffix == ".toml" else read_json(path, file)
    built, wrong = build(model, raw, file, path.stem)
    if built is None:
        raise DataError(wrong)
    return built
