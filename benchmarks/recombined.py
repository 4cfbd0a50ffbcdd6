"""Archives of any size: articles put together from the paragraphs of given ones, the same for the same number.

usage: python benchmarks/recombined.py NUMBER OUT.jsonl [SOURCE]

SOURCE is anything that ``quotestats run`` reads; without it, the project's own articles.
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from quotestats.formats import readers, sources
from quotestats.paragraphs import paragraphs
from quotestats.records import Article

OWN = Path(__file__).resolve().parent.parent / "corpus" / "articles"
_SEED = 20


def made(number: int, source: Path = OWN) -> Iterator[dict[str, str]]:
    """Yield so many articles, in length and date like those of the source, of paragraphs drawn from all of them."""
    given = list(articles(source))
    pool = [article.text[start:end].strip() for article in given for start, end in paragraphs(article.text)]
    drawn = random.Random(_SEED)
    for place in range(number):
        like = given[place % len(given)]
        chosen = drawn.choices(pool, k=len(paragraphs(like.text)))
        yield {"id": f"made-{place:07}", "published": like.published or "2024-01-04", "text": "\n\n".join(chosen)}


def write(number: int, out: Path, source: Path = OWN) -> int:
    """Write an archive as JSONL and return its words."""
    words = 0
    with out.open("w", encoding="utf-8") as file:
        for article in made(number, source):
            words += len(article["text"].split())
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return words


def articles(source: Path) -> Iterator[Article]:
    for found in sources.expand([str(source)]):
        if isinstance(found, sources.Source):
            yield from (one for one in readers.read(found, "auto", readers.Options()) if isinstance(one, Article))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("source", type=Path, nargs="?", default=OWN)
    arguments = parser.parse_args()
    print(write(arguments.number, arguments.out, arguments.source), "words")
