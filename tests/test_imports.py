"""Who may import whom, read from the sources: imports point one way only, and none is hidden."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.run.keys import CLAIMS_CODE, READING_CODE

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))

GROUND = {
    "schema",
    "errors",
    "config",
    "corrections",
    "reviewed",
    "durable",
    "memory",
    "spool",
}  # what all may know
STAGES = {
    "reading", "assembly", "citations", "annotate", "claims", "store", "sheets", "evaluate",
    "train",
}  # fmt: skip
ALLOWED = {
    "schema": set(),
    "errors": set(),
    "durable": set(),
    "memory": set(),
    "spool": set(),
    "config": {"errors"},
    "corrections": {"schema", "errors"},
    "reviewed": {"schema", "errors", "corrections"},
    **dict.fromkeys(STAGES, GROUND),
    "confidence": {"schema"},
    "claims": GROUND | {"confidence"},
    # A callout must leave the text before the text is fixed.
    "assembly": GROUND | {"citations"},
    # A model's config names our components.
    "train": GROUND | {"annotate"},
    "executors": GROUND,
    "compare": GROUND,
    "run": GROUND | STAGES | {"executors", "compare", "reviewed", ""},
    "nightly": GROUND | STAGES | {"executors", "run", ""},
    "review": GROUND | {"store", "reading", "corrections", "reviewed"},
    "cli": GROUND | STAGES | {"executors", "run", "nightly", "review", "compare", ""},
    "__main__": {"cli"},
    "": set(),  # the package root: taking a type must not load spaCy
}
# A library has one home.
HOMES = {
    "pdfplumber": {"reading"},
    "pdfminer": {"reading"},
    "pypdfium2": {"reading"},
    "pytesseract": {"reading"},
    "spacy": {"annotate", "claims", "train", "run"},
    "sqlite3": {"store"},
    "pandas": {"sheets"},
    "xlsxwriter": {"sheets"},
    "pebble": {"executors"},
    "filelock": {"nightly"},
    "fsspec": {"nightly"},
    "jinja2": {"nightly", "review"},
    "starlette": {"review"},
    "uvicorn": {"cli"},
    "distributed": {"executors"},
    "matplotlib": {"evaluate", "nightly"},
    "srsly": {"run", "train"},
    "typer": {"cli"},
    "rich": {"cli", "evaluate"},
}


def part(path: Path) -> str:
    """The stage or module of ours that a file belongs to; "" for the package root."""
    relative = path.relative_to(PACKAGE).with_suffix("")
    return "" if relative.parts == ("__init__",) else relative.parts[0]


def imports(path: Path) -> list[tuple[str, bool]]:
    """Each imported module's dotted name, and whether the import hides in a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {
        node
        for scope in ast.walk(tree)
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(scope)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node in hidden) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports from the package's root"
            if node.module == "pipeline":
                found += [(f"pipeline.{alias.name}", node in hidden) for alias in node.names]
            else:
                found.append((node.module or "", node in hidden))
    return found


# (Who imports, what): why not on top.
HIDDEN_WITH_A_REASON = {
    ("__main__.py", "pipeline.cli"): "worker processes import this file again, and need no verbs",
    ("nightly/page.py", "pipeline.nightly.plots"): "matplotlib takes longer than most verbs",
    ("cli/measuring.py", "pipeline.evaluate.plot"): "matplotlib takes longer than most verbs",
    ("cli/learning.py", "pipeline.evaluate.plot"): "matplotlib takes longer than most verbs",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    ours = part(path)
    for name, hidden in imports(path):
        reason = HIDDEN_WITH_A_REASON.get((str(path.relative_to(PACKAGE)), name))
        assert not hidden or reason, f"{path}: {name} is imported inside a function; move it up"
        top, *rest = name.split(".")
        if top == "pipeline":
            theirs = rest[0] if rest and rest[0] != "__version__" else ""
            assert theirs == ours or theirs in ALLOWED[ours], f"{ours} may not import {theirs}"
        elif top in HOMES:
            assert ours in HOMES[top], f"{top} is at home in {HOMES[top]}, not in {ours}"


@pytest.mark.parametrize(
    ("code", "elsewhere"),
    [
        # Of annotate lists of words alone.
        (READING_CODE, {"config", "errors", "memory", "spool", "annotate"}),
        (CLAIMS_CODE, {"config", "errors", "memory", "spool"}),
    ],
    ids=["reading", "claims"],
)
def test_whatever_decides_rows_is_in_their_key(code: tuple[str, ...], elsewhere: set[str]) -> None:
    inside = {name.removesuffix(".py").partition("/")[0] for name in code}
    imported = {
        name.split(".")[1]
        for path in MODULES
        if part(path) in inside - {"run"}
        for name, _ in imports(path)
        if name.startswith("pipeline.") and not name.startswith("pipeline.__")
    }
    assert imported - elsewhere <= inside


@pytest.mark.parametrize(
    ("module", "libraries"),
    [
        ("pipeline.cli", {"matplotlib", "distributed"}),  # whatever the verb
        ("pipeline.__main__", {"spacy", "pandas", "typer"}),  # again in each worker process
    ],
)
def test_what_is_not_needed_is_not_loaded(module: str, libraries: set[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert libraries.isdisjoint(loaded.split())


def test_nobody_imports_the_command_line() -> None:
    importers = {part(p) for p in MODULES for name, _ in imports(p) if name == "pipeline.cli"}
    assert importers <= {"__main__", "cli"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_holds_two_ideas(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    reason = LONG_WITH_A_REASON.get(str(path.relative_to(PACKAGE)))
    assert lines <= 400 or reason, f"{path} has {lines} lines: what is the second idea in it?"


LONG_WITH_A_REASON = {
    "store/migrations.py": "every schema there ever was, in one list that only grows",
}
