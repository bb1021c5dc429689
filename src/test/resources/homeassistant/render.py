"""Renders templates as Home Assistant does, and counts what it would complain of.

Reads from stdin a JSON list of {"template", "payload", "value"}; writes a JSON list of
{"text", "warnings"}. `payload` becomes value_json, `value` is what a command template gets.
"""
import json
import sys

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

warnings = []


class Loud(jinja2.Undefined):
    """Says so whenever something that is not there is used, even where Jinja goes on."""

    def _warn(self):
        warnings.append(self._undefined_message)

    def __str__(self):
        self._warn()
        return super().__str__()

    def __iter__(self):
        self._warn()
        return super().__iter__()

    def __bool__(self):
        self._warn()
        return super().__bool__()

    def _fail_with_undefined_error(self, *args, **kwargs):
        self._warn()
        return super()._fail_with_undefined_error(*args, **kwargs)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = (
        __lt__
    ) = __le__ = __gt__ = __ge__ = __int__ = __float__ = __call__ = __getitem__ = (
        _fail_with_undefined_error
    )


def strict_float(value):
    """Home Assistant's filter fails where it gets no number; Jinja's own answers 0."""
    return float(value)


environment = ImmutableSandboxedEnvironment(undefined=Loud)
environment.filters["float"] = strict_float
environment.filters["int"] = int
compiled = {}
answers = []
for question in json.load(sys.stdin):
    warnings.clear()
    source = question["template"]
    if source not in compiled:
        compiled[source] = environment.from_string(source)
    try:
        text = compiled[source].render(
            value_json=question.get("payload"), value=question.get("value")
        ).strip()
    except Exception as failure:  # Home Assistant logs it and keeps the old state
        text = ""
        warnings.append(f"{type(failure).__name__}: {failure}")
    answers.append({"text": text, "warnings": list(warnings)})
json.dump(answers, sys.stdout)
