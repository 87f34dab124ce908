"""Every setting of a served atlas, in one place: environment variables that begin with ``ATLAS_``.

They are read once, when the server starts, and checked then: a wrong value ends the start with one
line for each mistake. What Streamlit itself reads stands in ``.streamlit/config.toml``.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Final, Literal, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    DirectoryPath,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError
from streamlit import config

from geo.errors import AtlasError, Problem

PREFIX: Final = "ATLAS_"
READ_ELSEWHERE: Final = frozenset({"ATLAS_CHROMIUM", "ATLAS_SCREENSHOTS"})
"""Variables of the tests and the make commands, which the server passes over."""

SECRET: Final = frozenset({"ATLAS_DATABASE_URL"})
"""Variables whose values no message repeats."""

MIB: Final = 1024 * 1024


class SettingsError(AtlasError):
    """Settings are wrong. Carries every mistake; a secret's value is in none of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def _refused(expected: str) -> PydanticCustomError:
    return PydanticCustomError("setting", "{expected}", {"expected": expected})


def _listed(value: object) -> object:
    """Split a list as it stands in an environment variable: by commas or blanks."""
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def _hosts(value: tuple[str, ...]) -> tuple[str, ...]:
    for host in value:
        name = host.removeprefix("*.")
        if host == "*":
            continue
        if not name or not all(part.replace("-", "a").isalnum() for part in name.split(".")):
            raise _refused("host names without scheme or port, such as atlas.example.org or *.example.org")
    return tuple(host.lower() for host in value)


def _is_origin(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and value == f"{parts.scheme}://{parts.netloc}"
            and value.isascii()
            and not set(value) & set("'\"; ,@")
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False


def _frame_ancestors(value: tuple[str, ...]) -> tuple[str, ...]:
    words = {"self": "'self'", "none": "'none'", "'self'": "'self'", "'none'": "'none'", "*": "*"}
    found = tuple(words.get(one, one) for one in value)
    if not found or not all(one in words.values() or _is_origin(one) for one in found):
        raise _refused("none, self, * or origins such as https://example.org")
    if "'none'" in found and len(found) > 1:
        raise _refused("none alone, or a list without it")
    return found


def _basemap(value: str) -> str:
    parts = urlsplit(value)
    if not _is_origin(f"{parts.scheme}://{parts.netloc}") or parts.scheme != "https":
        raise _refused("an https address of tiles")
    if not all(part in parts.path for part in ("{z}", "{x}", "{y}")):
        raise _refused("a path with {z}, {x} and {y}, such as https://example.org/tiles/{z}/{x}/{y}.png")
    return value


def _public(value: str) -> str:
    parts = urlsplit(value)
    if not _is_origin(f"{parts.scheme}://{parts.netloc}") or parts.query or parts.fragment:
        raise _refused("the address that readers use, such as https://example.org/")
    return value if value.endswith("/") else f"{value}/"


def _database(value: SecretStr) -> SecretStr:
    scheme, _, rest = value.get_secret_value().partition("://")
    if scheme.partition("+")[0] not in {"postgresql", "sqlite"} or not rest:
        raise _refused("postgresql://user:password@host/database or sqlite:///file")
    return value


Hosts = Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_hosts)]
Ancestors = Annotated[tuple[str, ...], BeforeValidator(_listed), AfterValidator(_frame_ancestors)]


class Settings(BaseModel):
    """The settings of one server. Sizes are in bytes, times in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    data: DirectoryPath | None = Field(
        None, description="Data folder; by default `data/` beside the package."
    )
    texts: DirectoryPath | None = Field(
        None, description="Folder with `<text id>.txt`: the articles, where you have them."
    )
    gazetteer: DirectoryPath | None = Field(
        None, description="Folder with other built gazetteer tables, such as those of the whole world."
    )
    url: Annotated[str, AfterValidator(_public)] | None = Field(
        None, description="The address that readers use. Links in exports and previews begin with it."
    )
    allowed_hosts: Hosts = Field(
        (), description="Host names that are answered; by default the one of `ATLAS_URL`, else any."
    )
    frame_ancestors: Ancestors = Field(
        ("'self'",), description="Sites that may show the atlas in a frame: `none`, `self`, `*` or origins."
    )
    uploads: Literal["off", "session", "shared"] = Field(
        "session", description="Readers' own texts: not at all, for their session, or kept and shared."
    )
    upload_max_bytes: int = Field(
        2 * MIB, gt=0, description="Largest document that is read. Not above `server.maxUploadSize`."
    )
    upload_max_files: int = Field(10, gt=0, le=100, description="Most files that one session keeps.")
    upload_memory_bytes: int = Field(
        128 * MIB, gt=0, description="Memory for the uploaded files of all sessions of one replica."
    )
    database_url: Annotated[SecretStr, AfterValidator(_database)] | None = Field(
        None, description="Database of shared texts; by default a SQLite file beside the data."
    )
    basemap_url: Annotated[str, AfterValidator(_basemap)] | None = Field(
        None, description="Online basemap with `{z}/{x}/{y}`. Readers' browsers then ask that host for tiles."
    )
    basemap_attribution: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="Who made the basemap; needed with `ATLAS_BASEMAP_URL`.",
    )
    metrics_port: int | None = Field(
        None, ge=1024, le=65535, description="Port on the loopback address for Prometheus; by default none."
    )
    log_format: Literal["text", "json"] = Field("text", description="Form of the log's lines.")
    stop_seconds: float = Field(
        15, ge=0, le=300, description="Longest wait for running reruns when the server is told to stop."
    )

    @model_validator(mode="after")
    def _whole(self) -> Settings:
        if (self.basemap_url is None) != (self.basemap_attribution is None):
            raise _refused("ATLAS_BASEMAP_URL and ATLAS_BASEMAP_ATTRIBUTION both, or neither")
        if self.upload_memory_bytes < self.upload_max_bytes:
            raise _refused("ATLAS_UPLOAD_MEMORY_BYTES not below ATLAS_UPLOAD_MAX_BYTES")
        return self

    @property
    def hosts(self) -> tuple[str, ...]:
        """Host names that are answered, this machine's own for health checks included; empty for any."""
        named = self.allowed_hosts
        if not named and self.url is not None:
            named = (urlsplit(self.url).hostname or "",)
        return (*named, "localhost", "127.0.0.1") if named and "*" not in named else ()

    @property
    def basemap_origin(self) -> str | None:
        """Scheme and host of the online basemap, None where there is none."""
        if self.basemap_url is None:
            return None
        parts = urlsplit(self.basemap_url)
        return f"{parts.scheme}://{parts.netloc}"


@cache
def settings() -> Settings:
    """Return the settings of this server, read once.

    Raises
    ------
    SettingsError
        Where a variable holds what it can't, or its name is nearly that of a setting.
    """
    return read_settings(os.environ)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read and check the settings in an environment.

    Raises
    ------
    SettingsError
        As `settings` does.
    """
    named = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    problems = [*_misspelt(named)]
    values = {
        field: named[name]
        for field in Settings.model_fields
        if named.get(name := variable(field), "").strip()
    }
    try:
        found = Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError((*problems, *_problems(error, named))) from None
    limit = int(config.get_option("server.maxUploadSize")) * MIB
    if found.upload_max_bytes > limit:
        problems.append(
            Problem(
                "environment",
                "ATLAS_UPLOAD_MAX_BYTES",
                "value",
                f"at most {limit} (server.maxUploadSize)",
                str(found.upload_max_bytes),
            )
        )
    if problems:
        raise SettingsError(tuple(problems))
    return found


def variable(field: str) -> str:
    """Return the environment variable of a field."""
    return f"{PREFIX}{field.upper()}"


def table() -> str:
    """Return every setting with its default as a Markdown table, for ``docs/deploy.md``."""
    lines = ["| Variable | Values | Default | What it does |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        choices = get_args(field.annotation)
        literal = choices if choices and all(isinstance(one, str) for one in choices) else ()
        values = " · ".join(f"`{one}`" for one in literal) or _kind(field.annotation)
        default = field.default
        if isinstance(default, tuple):
            default = " ".join(default).replace("'", "")
        shown = "" if default is None or default == "" else f"`{default}`"
        lines.append(f"| `{variable(name)}` | {values} | {shown} | {field.description} |")
    return "\n".join(lines)


def _kind(annotation: Any) -> str:
    text = str(annotation)
    kinds = {"Path": "folder", "tuple": "list", "int": "number", "float": "number"}
    return next((kind for part, kind in kinds.items() if part in text), "text")


def _misspelt(named: Mapping[str, str]) -> Iterator[Problem]:
    known = [variable(field) for field in Settings.model_fields]
    for name in sorted(named.keys() - set(known) - READ_ELSEWHERE):
        meant = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
        if meant:
            yield Problem("environment", name, "name", meant[0], name)


def _problems(error: ValidationError, named: Mapping[str, str]) -> Iterator[Problem]:
    for one in error.errors(include_url=False):
        expected = str(one["msg"]).removeprefix("Input should be ")
        if one["type"].startswith("path_"):
            expected = "a folder that exists"
        if not one["loc"]:
            yield Problem("environment", "ATLAS_*", "values", expected, "one without the other")
            continue
        name = variable(str(one["loc"][0]))
        got = "a value that is not shown" if name in SECRET else repr(named[name])
        yield Problem("environment", name, "value", expected, got)
