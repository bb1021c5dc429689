"""Prints what the integrations that the test uses need beyond Home Assistant itself, one a line."""

import json
from pathlib import Path

import homeassistant.components
from homeassistant.bootstrap import DEFAULT_INTEGRATIONS

folder = Path(homeassistant.components.__file__).parent
waiting = {"mqtt", "energy", "history", "onboarding", "auth", "config"} | set(DEFAULT_INTEGRATIONS)
seen = set()
needed = set()
while waiting:
    name = waiting.pop()
    seen.add(name)
    manifest = json.loads((folder / name / "manifest.json").read_text())
    needed.update(manifest.get("requirements", []))
    waiting.update(set(manifest.get("dependencies", [])) - seen)
print("\n".join(sorted(needed)))
