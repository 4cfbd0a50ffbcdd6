"""Hold the versions of the stages of an analysis, ``pipeline/quotestats/store/versions.toml``, to what the stages do.

usage: python tools/versions.py check
       python tools/versions.py update

What a stage finds in the project's own articles and sentences is its behaviour. ``check`` fails where that and the code
of a stage are others than those its version was declared for. ``update`` raises the versions of these stages and pins
what is found now. A stage whose code is as it was behaves otherwise only because of what stands before it, or because
of word lists or libraries, by all of which results are kept anyway: it is pinned anew under the version it has.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from quotestats import gate, join, layers, model, quotes
from quotestats.formats import readers, sources
from quotestats.paragraphs import paragraphs
from quotestats.records import Article
from quotestats.store import parses, versions
from quotestats.store.versions import Stage

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "pipeline" / "quotestats" / "store" / versions.FILE
_MARK = re.compile(r"\[(?=[^\]]*\]\()|\]\([^)]*\)")  # of the tables of sentences
_RANDOM = frozenset({"probability", "confidence"})  # their last digits are another machine's

_LAYERS: Mapping[str, Callable[[Any], Any]] = {  # Any: a Doc, its records
    "quotestats_times": layers.times,
    "quotestats_quantities": layers.quantities,
    "quotestats_periods": layers.quantities,
    "quotestats_attributions": layers.attributions,
    "quotestats_mentions": layers.mentions,
}


def behaviour() -> dict[str, str]:
    """Return a digest of what each stage finds in the project's articles and sentences, by the name of the stage."""
    found: dict[str, Any] = defaultdict(hashlib.sha256)
    articles = list(_articles())
    for article in articles:
        text = model.analysed_text(article)
        chunks, quotations = paragraphs(text), [(q.start, q.end) for q in quotes.find(text)]
        _add(found["parse"], [text, chunks, gate.pieces(text, chunks, quotations)])
    for method, read in (("rules", [*articles, *_sentences()]), ("model", articles[::3])):
        pipeline = model.load(attribution=method, scope="statistics")  # type: ignore[arg-type]  # one of the two
        for article in read:
            _read(pipeline, article, found)
    return {name: digest.hexdigest()[:16] for name, digest in found.items()}


def _read(pipeline: model.Pipeline, article: Article, found: Mapping[str, Any]) -> None:
    doc = model.parse(pipeline, article)
    found["parse"].update(parses.unpacked(pipeline.nlp.make_doc(doc.text)))
    for name in pipeline.ours:
        doc = pipeline.nlp.get_pipe(name)(doc)
        _add(found[name.removeprefix("quotestats_")], [asdict(record) for record in _LAYERS[name](doc)])
    _add(found["network"], layers.remembered(doc))
    _add(found["rows"], asdict(join.tables(doc)))


def _add(digest: Any, said: Any) -> None:
    digest.update(json.dumps(_firm(said), ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _firm(said: Any) -> Any:
    """Return what was found without chances, which are not the same to the last digit on every machine."""
    if isinstance(said, dict):
        return {name: _firm(value) for name, value in said.items() if name not in _RANDOM}
    if isinstance(said, list | tuple):
        return [_firm(value) for value in said if not isinstance(value, float)]
    return said


def _articles() -> Iterator[Article]:
    for source in sources.expand([str(ROOT / "corpus" / "articles")]):
        if isinstance(source, sources.Source):
            yield from (one for one in readers.read(source, "auto", readers.Options()) if isinstance(one, Article))


def _sentences() -> Iterator[Article]:
    for file in sorted((ROOT / "corpus" / "sentences").glob("*.txt")):
        lines = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        yield Article(id=file.stem, text="\n".join(_MARK.sub("", line) for line in lines), published="2024-01-04")


def changed(stages: Mapping[str, Stage], found: Mapping[str, str]) -> list[Stage]:
    """Return the stages that behave otherwise than their version was declared for, and whose code is another too."""
    return [
        one for one in stages.values() if one.behaviour != found[one.name] and versions.code(one.modules) != one.code
    ]


def updated(stages: Mapping[str, Stage], found: Mapping[str, str]) -> list[Stage]:
    """Return the stages with the versions raised that must be, and all pinned to the code and behaviour of now."""
    raised = {one.name for one in changed(stages, found)}
    return [
        replace(
            one,
            version=one.version + (one.name in raised),
            code=versions.code(one.modules),
            behaviour=found[one.name],
        )
        for one in stages.values()
    ]


def written(stages: Iterable[Stage]) -> str:
    """Return the file of the versions of these stages."""
    comment = "".join(
        line for line in FILE.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")
    )
    return comment + "".join(_table(one) for one in stages)


def _table(stage: Stage) -> str:
    lines = [f"\n[{stage.name}]", f"version = {stage.version}", f"modules = {json.dumps(stage.modules)}"]
    lines += [f"tables = {json.dumps(stage.tables)}"] if stage.tables else []
    return "\n".join([*lines, f'code = "{stage.code}"', f'behaviour = "{stage.behaviour}"', ""])


def main() -> None:
    """Check or update the versions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["check", "update"])
    action = parser.parse_args().action
    stages, found = versions.declared(), behaviour()
    raised = changed(stages, found)
    if action == "update":
        FILE.write_text(written(updated(stages, found)), encoding="utf-8", newline="\n")
        print("\n".join(f"{one.name}: version {one.version + 1}" for one in raised) or "no version raised")
    elif raised:
        for one in raised:
            print(f"{one.name}: behaves otherwise than version {one.version}; run: python tools/versions.py update")
        sys.exit(1)


if __name__ == "__main__":
    main()
