r"""The one encoder for data that goes into generated HTML.

branca compiles rendered script a second time as a Jinja template, and a page reads what stands in
a script element by rules of its own. So nothing that a template, HTML or a script could interpret
may be left in the data: it is written as JSON in which every such character is a ``\uXXXX``
escape, which only a JSON parser turns back.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from geo.errors import RenderError

# Outside strings JSON needs braces, brackets and quotes; inside them each of these can be escaped.
_IN_STRINGS: Final = re.compile("[<>&'`${}%#/=\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')


def inert_json(value: Any) -> str:
    """Return a value as JSON that no template engine, HTML parser or script evaluates.

    The text can stand in ``<script type="application/json">``, in a Jinja template that is rendered
    any number of times, and as an expression in a script. It has no ``<``, ``>``, ``&``, ``'``,
    backtick or ``$``, and no two braces (nor a brace and ``%`` or ``#``) side by side; parsed as
    JSON it is the same value.

    Raises
    ------
    RenderError
        Where the value is not JSON (NaN and infinities are not).
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        msg = f"inert_json: value expected to be JSON, got {error}"
        raise RenderError(msg) from error
    quoted = _STRING.sub(lambda match: _IN_STRINGS.sub(_escape, match.group()), text)
    # What is left are the braces of objects: a space keeps two of them from reading as a template's.
    return re.sub(r"([{}])(?=[{}%#])", r"\1 ", quoted)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
