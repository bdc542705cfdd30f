"""
Print how the code is built: modules, import chains, branches and comments, as `.ci/run` shows them.

Usage: python benchmarks/structure.py [--worst N] [--check]
"""

import argparse
import ast
import io
import statistics
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "soapwriter"

# What counts as a branch: every place where a reader has to think "or else".
_BRANCHES = (ast.If, ast.For, ast.While, ast.IfExp, ast.ExceptHandler, ast.match_case, ast.comprehension)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# At eight branches or forty lines a function hides another one; at 300 lines a module hides two.
_MOST_BRANCHES, _MOST_LINES, _LONGEST_MODULE = 8, 40, 300


def functions(tree: ast.AST, path: str) -> Iterator[tuple[int, int, str]]:
    """Yield the branches, the lines without docstring, and the place of every function."""
    for node in ast.walk(tree):
        if isinstance(node, _FUNCTIONS):
            yield _branches(node), _lines(node), f"{path}:{node.lineno} {node.name}"


def _branches(function: ast.AST) -> int:
    return sum(_weight(node) for node in _own(function))


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function without those of the functions inside it."""
    for child in ast.iter_child_nodes(function):
        if isinstance(child, _FUNCTIONS):
            continue
        yield child
        yield from _own(child)


def _weight(node: ast.AST) -> int:
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    return int(isinstance(node, _BRANCHES))


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    documented = (first.end_lineno or first.lineno) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - documented


def comments(source: str) -> int:
    """Return how many lines of a module hold a comment."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return sum(token.type == tokenize.COMMENT for token in tokens)


def code_lines(source: str) -> int:
    """Return how many lines are neither empty nor comment alone."""
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in source.splitlines())


def longest_chain(graph: grimp.ImportGraph) -> list[str]:
    """Return the longest way down the imports; a cycle is passed once."""
    best: dict[str, list[str]] = {}

    def chain(module: str, above: frozenset[str]) -> list[str]:
        if module not in best:
            below = graph.find_modules_directly_imported_by(module) - above
            ways = [chain(each, above | {each}) for each in sorted(below)]
            best[module] = [module, *max(ways, key=len, default=[])]
        return best[module]

    return max((chain(module, frozenset([module])) for module in sorted(graph.modules)), key=len)


def spread(numbers: list[int]) -> str:
    """Return the median, the ninth decile and the maximum."""
    ordered = sorted(numbers)
    return f"{statistics.median(ordered):g} / {ordered[len(ordered) * 9 // 10]} / {ordered[-1]}"


def over_limits(found: list[tuple[int, int, str]], sources: dict[str, str]) -> Iterator[str]:
    """Yield the functions and modules that are over a limit."""
    for branches, lines, place in found:
        if branches > _MOST_BRANCHES or lines > _MOST_LINES:
            yield f"{place}: {branches} branches, {lines} lines; the limits are {_MOST_BRANCHES} and {_MOST_LINES}"
    for path, source in sources.items():
        if (lines := len(source.splitlines())) > _LONGEST_MODULE:
            yield f"{path}: {lines} lines; the limit is {_LONGEST_MODULE}"


def main() -> None:
    """Print the table, and with options the functions with the most branches and what is over a limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list N functions with the most branches")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a function or module is over a limit")
    options = parser.parse_args()

    sources = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    found = [each for path, source in sources.items() for each in functions(ast.parse(source), path)]
    graph = grimp.build_graph("soapwriter", cache_dir=None)
    importers = [len(graph.find_modules_that_directly_import(module)) for module in graph.modules]
    chain = longest_chain(graph)
    code = sum(map(code_lines, sources.values()))

    print(f"modules                      {len(sources)}")
    print(f"beside the packages          {len(list(PACKAGE.glob('*.py')))}, with __init__ and __main__")
    print(f"packages                     {len(list(PACKAGE.glob('*/__init__.py')))}")
    print(
        f"longest import chain         {len(chain)}: {' > '.join(name.removeprefix('soapwriter.') for name in chain)}"
    )
    print(f"modules with one importer    {importers.count(1)}")
    print(f"functions                    {len(found)}")
    print(f"branches a function          {spread([branches for branches, _, _ in found])}  (median / p90 / maximum)")
    print(f"lines a function             {spread([lines for _, lines, _ in found])}")
    print(f"lines a module               {spread([len(source.splitlines()) for source in sources.values()])}")
    print(f"comments per 100 code lines  {100 * sum(map(comments, sources.values())) / code:.1f}")
    print(f"lines of Python              {sum(len(source.splitlines()) for source in sources.values())}")
    for folder in ("lint_rules", "templates"):
        lines = sum(len(path.read_text("utf-8").splitlines()) for path in (ROOT / folder).rglob("*.toml"))
        print(f"lines of TOML, {folder:<14}{lines}")
    for branches, lines, place in sorted(found, reverse=True)[: options.worst]:
        print(f"{branches:>4} branches {lines:>4} lines  {place}")
    if options.check and (excess := list(over_limits(found, sources))):
        print(*excess, sep="\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
