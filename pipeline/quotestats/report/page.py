"""The report as one HTML file that opens with the network off: charts drawn by Vega, which is in the file."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from quotestats import __version__, pages
from quotestats.errors import MissingExtraError
from quotestats.formats import wording
from quotestats.report import disagreement, questions
from quotestats.report.selection import Selection, selected

_CHARTS = ("claims", "speakers", "coverage")
_DISPUTES = 40
_GREYS = ("#6b717b", "#a9aeb6")  # of speakers without a colour of their own
_WIDE = 100  # times the median: a greatest value beyond it leaves the others at the foot of a linear axis
_CLAIMS = 8  # shown of one dispute


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a report: its file, how many rows it is about, and how many figures disagree."""

    file: Path
    statistics: int
    disputes: int


def write(out: Path, file: Path, chosen: Selection) -> Report:
    """Write the report on the tables of a folder into a file.

    Rows lead to their pages of ``quotestats review`` where those have been written. Raises MissingExtraError without
    vl-convert-python, UsageError when there are no tables or the selection is none.
    """
    script = _vega()
    page_of = _pages(out, file)
    with selected(out, chosen) as database:
        totals = questions.totals(database)
        found = disagreement.disputes(questions.rows(database))
        points = questions.claims(database, page_of)
        answers = {
            "claims": points,
            "speakers": questions.speakers(database),
            "months": questions.months(database),
            "outlets": questions.outlets(database),
            "dates": questions.dates(database),
        }
        manners, unresolved = questions.manners(database), questions.unresolved(database)
    html = pages.render(
        "report",
        "report.html",
        styles=("report.css",),
        scripts=(script, "report.js"),
        page={"charts": dict(_charts(points)), "answers": answers},
        chosen=str(chosen),
        totals=totals,
        manners=manners,
        cut=totals["statistics"] > questions.POINTS,
        points=len(points),
        disputes=list(_shown(found[:_DISPUTES], page_of)),
        more=max(0, len(found) - _DISPUTES),
        unresolved=[{**row, "page": page_of(row["article_id"], row["statistic_id"])} for row in unresolved],
        version=__version__,
        linked=(out / "review").is_dir(),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.new")
    aside.write_text(html, encoding="utf-8", newline="\n")
    aside.replace(file)
    return Report(file, totals["statistics"], len(found))


@cache
def _vega() -> str:
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtraError("vl-convert-python", "report", "drawing the charts of a report") from error
    bundle = vl_convert.javascript_bundle(None)  # type: ignore[arg-type]  # the stub forgets the default
    return bundle.replace("</script", "<\\/script")


def _charts(points: questions.Answer) -> Iterator[tuple[str, Any]]:  # Any: the nested values of JSON
    """Yield each chart's Vega-Lite."""
    for name in _CHARTS:
        text = resources.files("quotestats.report").joinpath(f"{name}.vl.json").read_text(encoding="utf-8")
        chart = json.loads(text)
        if name == "claims":
            _offer_measures(chart["params"], points)
            _give_colours(chart["encoding"]["color"]["scale"], points)
        yield name, chart


def _offer_measures(params: list[dict[str, Any]], points: questions.Answer) -> None:
    """Offer the measures that there are, the most frequent first: those that mostly tell little behind the others."""
    times = Counter(point["measure"] for point in points)
    late = {point["measure"] for point in points if point["kind"] == "duration" or point["measure"] == questions.THINGS}
    options = sorted(times, key=lambda measure: (measure in late, -times[measure], measure))
    choice, logarithmic = (next(one for one in params if one["name"] == name) for name in ("measure", "logarithmic"))
    choice["value"] = options[0] if options else None
    choice["bind"] |= {"options": options, "labels": [f"{measure} ({times[measure]})" for measure in options]}
    values = sorted(point["value"] for point in points if point["measure"] == choice["value"])
    logarithmic["value"] = bool(values) and values[-1] > _WIDE * values[len(values) // 2]


def _give_colours(scale: dict[str, Any], points: questions.Answer) -> None:
    """Give the speakers met most often a colour each, and the others grey."""
    shown = Counter(point["shown"] for point in points)
    named = [who for who, _ in shown.most_common() if who not in questions.REST]
    scale["domain"] = [*named, *questions.REST]
    scale["range"] = [*scale["range"][: len(named)], *_GREYS]


def _shown(found: list[disagreement.Dispute], page_of: Callable[[str, str], str]) -> Iterator[dict[str, Any]]:
    for one in found:
        yield {
            "counted": one.counted,
            "span": one.span,
            "more": max(0, len(one.rows) - _CLAIMS),
            "rows": [
                {
                    **row,
                    "who": wording.who(row),
                    "meaning": wording.meaning(row),
                    "page": page_of(row["article_id"], row["statistic_id"]),
                }
                for row in one.rows[:_CLAIMS]
            ],
        }


def _pages(out: Path, file: Path) -> Callable[[str, str], str]:
    """Return what gives the address of a row's page of review, relative to the report; ``""`` where there is none."""
    folder = out / "review/articles"
    there = {page.name for page in folder.glob("*.html")} if folder.is_dir() else set()
    way = Path(os.path.relpath(folder.resolve(), file.resolve().parent)).as_posix()

    def page_of(article_id: str, row_id: str) -> str:
        name = pages.article_page(article_id)
        return f"{way}/{name}#{row_id}" if name in there else ""

    return page_of
