#!/usr/bin/env python3
"""Build the gazetteer tables of ``lexicon/en``: actors.tsv, aliases.tsv, offices.tsv and given_names.tsv.

    python tools/build_gazetteer.py ENTITIES.jsonl NAMES_DIR pipeline/quotestats/lexicon/en

Inputs:

- the seeds beside this script, ``gazetteer/*.txt``, written by hand from common knowledge
  (fields between ``|``, lists between ``;``);
- the country names of Unicode CLDR, from the package ``babel``;
- ENTITIES.jsonl: one entity a line with ``id, name, aliases, kind, source`` and, as the kind has them, ``iso``,
  ``offices``, ``valid_from``. Of it we take what stands under an open licence: organisations of gov.uk (OGL),
  members of Parliament (OPL), legislators and presidents of the United States (CC0), and the Wikidata ids and ISO codes
  of ``datasets/country-codes`` (PDDL). What stands under ODbL alone is left out;
- NAMES_DIR: the lists ``dist.female.first`` and ``dist.male.first`` of the United States Census of 1990 (public
  domain), as the package ``names`` carries them, and the lists of ``faker`` (MIT). Names that both sexes bear keep a
  gender only above nine to one.

Same inputs, same bytes. A Wikidata id is written only where an input states it.
"""

import html
import importlib
import json
import pkgutil
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel import Locale
from faker.providers import person

from quotestats.actors.names import fold, slug

SEEDS = Path(__file__).with_name("gazetteer")
OPEN = {
    "uk_org": "gov.uk (OGL)",
    "uk_mp": "UK Parliament (OPL)",
    "us_legislator": "congress-legislators (CC0)",
    "us_executive": "congress-legislators (CC0)",
}
COUNTRIES = "country-codes (PDDL)"
SEED = "seed"
_GIVEN = re.compile(r"\w[\w'’]{2,}(?:-\w+)?")
OFFICE_NAMES = {"sen": "senator", "rep": "representative", "prez": "president", "viceprez": "vice president"}
# Names of bodies that are also everyday words or other things: they would link more wrongly than rightly.
TOO_COMMON = frozenset(
    {"Time", "Sun", "Times", "Independent", "Monitor", "Forum", "Academy", "Crisis", "Shelter", "Liberty", "Mind"}
    | {"Scope", "Prospect", "Refuge", "Brake", "Vale", "Vox", "Slate", "Dawn", "Ember", "Verdi", "Emirates", "Visa"}
    | {"Threshold", "Telegram", "AA", "RTE", "Marie Curie"}
)


@dataclass
class Tables:
    """The rows under construction, keyed so that each stands once; the first to say a thing is kept."""

    actors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    offices: dict[tuple[str, str, str], tuple[str, ...]] = field(default_factory=dict)

    def actor(self, name: str, kind: str, country: str, source: str, *, key: str = "", wikidata: str = "") -> str:
        """Add an actor, or the Wikidata id that a known one lacks, and return its id."""
        key = key or slug(re.sub(r"\s*\(.*\)$", "", name) if kind == "person" else name)
        old = self.actors.get(key)
        if old is None:
            self.actors[key] = (key, name, kind, country, wikidata, source)
        elif wikidata and not old[4]:
            self.actors[key] = (*old[:4], wikidata, f"{old[5]}; id: {source}")
        return key

    def alias(self, text: str, key: str, kind: str, source: str, days: tuple[str, str] = ("", "")) -> None:
        """Add a name of an actor unless it is the actor's own or already there."""
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
        if text and (text != self.actors[key][1] or kind == "local") and text not in TOO_COMMON:
            national = kind == "acronym" and len(self.actors[key][3]) == 2 and self.actors[key][2] != "place"
            kind = "local" if national and text not in well_known() else kind
            self.aliases.setdefault((text, key), (text, key, *days, kind, source))

    def office(self, office: str, country: str, key: str, start: str, end: str, source: str) -> None:
        """Add a term of office; ``country`` is the office's, which may not be its holder's."""
        self.offices.setdefault((office, key, start), (office, country, key, start, end, source))

    def known(self, name: str, day: str) -> str:
        """Return the id of the only person who bore this name or alias on a day, ``""`` if none or several."""
        found = {
            key
            for (text, key), (_, _, start, end, *_) in self.aliases.items()
            if text == name and self.actors[key][2] == "person" and start <= day <= (end or "9999")
        }
        return found.pop() if len(found) == 1 else ""


@cache
def well_known() -> frozenset[str]:
    """Return the acronyms that mean the same body everywhere."""
    lines = (SEEDS / "well_known.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def seeds(name: str, columns: int) -> Iterator[list[str]]:
    """Yield the fields of each line of a seed file, filled up to a number of columns."""
    for line in (SEEDS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("|")
            yield [*cells, *[""] * (columns - len(cells))]


def listed(cell: str) -> list[str]:
    """Return the parts of a list between semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def is_acronym(text: str) -> bool:
    """Tell whether a name is written as letters of other words: ONS, DfE, U.N."""
    letters = text.replace(".", "")
    return " " not in text and len(letters) <= 6 and sum(c.isupper() for c in letters) >= max(2, len(letters) - 2)


def add_states(tables: Tables, ids: dict[str, str]) -> None:
    """Add states with their names, demonyms, capitals and governments."""
    territories = Locale("en").territories
    for iso, own, others, demonyms, people, capitals in seeds("states", 6):
        usual = own or str(territories[iso])
        key = tables.actor(usual, "place", iso, "CLDR", wikidata=ids.get(iso, ""))
        if ids.get(iso):
            tables.actors[key] = (*tables.actors[key][:5], f"CLDR; id: {COUNTRIES}")
        for other in [usual.replace("&", "and"), f"Republic of {usual}", *listed(others)]:
            tables.alias(other, key, "acronym" if is_acronym(other) else "alias", SEED)
        for demonym in listed(demonyms):
            tables.alias(demonym, key, "demonym", SEED)
        for folk in listed(people):
            tables.alias(folk.removeprefix("the "), key, "people", SEED)
        government(tables, iso, key, listed(demonyms), usual)
        for capital in listed(capitals):
            tables.alias(capital.removeprefix("the "), government_id(iso, key), "capital", SEED)


def government_id(iso: str, key: str) -> str:
    """Return the id of a state's government."""
    return {"GB": "uk-government", "US": "us-government"}.get(iso, f"{key}-government")


def government(tables: Tables, iso: str, state: str, demonyms: list[str], usual: str) -> None:
    """Add the government of a state."""
    name = {"GB": "UK Government", "US": "US Government"}.get(iso, f"{demonyms[0] if demonyms else usual} Government")
    key = tables.actor(name, "government", iso, SEED, key=government_id(iso, state))
    tables.alias("government", key, "government", SEED)
    for word in [*demonyms, usual]:
        tables.alias(f"{word} government", key, "alias", SEED)
        tables.alias(f"{word} Government", key, "alias", SEED)
    tables.alias(f"Government of {usual}", key, "alias", SEED)


def add_bodies(tables: Tables) -> None:
    """Add governments, departments, agencies, parties, organisations and outlets."""
    for name, kind, country, others, options in seeds("bodies", 5):
        given = options.removeprefix("id=") if options.startswith("id=") else ""
        days = ("", "") if given or not options else ((*options.split(".."), "")[0], (*options.split(".."), "")[1])
        key = tables.actor(name, kind, country, SEED, key=given)
        if days != ("", "") or name.endswith(")"):
            tables.alias(re.sub(r"\s*\(.*\)$", "", name), key, "local" if country else "alias", SEED, days)
        for other in listed(others):
            text, _, sort = other.removeprefix("the ").partition("=")
            tables.alias(text, key, sort or ("acronym" if is_acronym(text) else "alias"), SEED, days)


def add_people(tables: Tables) -> None:
    """Add office holders with their terms and other persons in the news."""
    for name, country, others in seeds("people", 3):
        key = tables.actor(name, "person", country, SEED)
        for other in listed(others):
            text, _, sort = other.partition("=")
            text, _, days = text.partition("@")
            start, _, end = days.partition("..")
            tables.alias(text, key, sort or "alias", SEED, (start, end))
    for wordings, country, holders in seeds("offices", 3):
        for holder in listed(holders):
            name, _, term = holder.rpartition(" ")
            start, _, end = term.partition("..")
            key = tables.actor(name, "person", country, SEED)
            for wording in listed(wordings):
                tables.office(wording, country, key, start, end, SEED)


def add_entities(tables: Tables, entities: Iterable[dict[str, object]]) -> None:
    """Add the openly licensed entities of the JSONL file."""
    taken = {alias for alias, _ in tables.aliases} | {row[1] for row in tables.actors.values()}
    for entity in entities:
        kind, name = str(entity["kind"]), str(entity["name"])
        source = OPEN.get(kind)
        if source is None:
            continue
        identifier = str(entity["id"])
        wikidata = identifier if identifier.startswith("Q") else ""
        if kind == "uk_org":
            add_uk_body(tables, entity, taken, source)
            continue
        country = "GB" if kind == "uk_mp" else "US"
        held = list(terms(entity.get("offices") or []))  # type: ignore[arg-type]  # JSON list
        day = held[-1][1] if held else str(entity.get("valid_from") or "")
        key = tables.actor(name, "person", country, source, key=tables.known(name, day), wikidata=wikidata)
        for other in (str(alias) for alias in entity["aliases"]):  # type: ignore[attr-defined]  # JSON list
            if " " in other and not re.search(r"\b(MP|Rt Hon|Sir|Dame|Dr|Mr|Mrs|Ms)\b", other):
                tables.alias(other, key, "alias", source)
        if kind == "uk_mp":
            tables.office("mp", country, key, str(entity["valid_from"]), "", source)
        for office, start, end in held:
            tables.office(OFFICE_NAMES.get(office, office), country, key, start, end, source)


def add_uk_body(tables: Tables, entity: dict[str, object], taken: set[str], source: str) -> None:
    """Add an organisation of gov.uk that the seeds lack; its short names only where they mean nothing else."""
    name = str(entity["name"])
    if name in taken or len(name.split()) < 2:
        return
    kind = "government" if entity.get("format") == "Ministerial department" else "organisation"
    key = tables.actor(name, kind, "GB", source)
    end = str(entity.get("valid_to") or "")
    for other in (str(alias) for alias in entity["aliases"]):  # type: ignore[attr-defined]  # JSON list
        if other not in taken and len(other) > 3:
            tables.alias(other, key, "acronym" if is_acronym(other) else "alias", source, ("", end[:10]))


def terms(offices: list[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield terms of office with consecutive ones joined, from entry to end."""
    joined: list[list[str]] = []
    for term in sorted(offices, key=lambda term: (term["office"], term["from"])):
        last = joined[-1] if joined else None
        if last and last[0] == term["office"] and term["from"][:4] <= last[2][:4]:
            last[2] = max(last[2], term["to"])
        else:
            joined.append([term["office"], term["from"], term["to"]])
    yield from ((office, start, end) for office, start, end in joined)


def given_names(folder: Path) -> list[tuple[str, str, str]]:
    """Return given names with the gender that at least nine of ten bearers have, empty where both have it.

    A seed that says that a name is borne by both, the census, the other seeds, and ``faker``, in this order.
    """
    census: dict[str, dict[str, float]] = {}
    for gender, name in (("f", "female"), ("m", "male")):
        for line in (folder / f"dist.{name}.first").read_text(encoding="ascii").splitlines():
            word, share = line.split()[:2]
            census.setdefault(word.capitalize(), {})[gender] = float(share)
    listed: dict[str, dict[str, float]] = {}
    for name, gender in of_faker():
        counts = listed.setdefault(name, {})
        counts[gender] = counts.get(gender, 0.0) + 1.0
    seeded = {name: gender for gender, names in seeds("given", 2) for name in names.split()}
    found = {name: (usual(shares), "faker (MIT)") for name, shares in listed.items()}
    found |= {name: (gender, SEED) for name, gender in seeded.items()}
    found |= {
        name: (usual(shares), "US Census 1990")
        for name, shares in census.items()
        if usual(shares) or not seeded.get(name)
        if seeded.get(name, "any")
    }
    dropped = {word for (line,) in seeds("not_given", 1) for word in line.split()}
    return sorted((name, *told) for name, told in found.items() if not {name, fold(name)} & dropped)


def usual(shares: dict[str, float]) -> str:
    """Return the gender that has at least nine tenths of a name, ``""`` if none has."""
    gender = max(sorted(shares), key=lambda g: shares[g])
    return gender if shares[gender] >= 0.9 * sum(shares.values()) else ""


def of_faker() -> Iterator[tuple[str, str]]:
    """Yield given names in Latin letters with their gender, once for each country's list in ``faker``.

    The lists "en" and "en_US" are left out: they hold every word that was ever given as a name.
    """
    for module in sorted(found.name for found in pkgutil.iter_modules(person.__path__)):
        if module in {"en", "en_US"}:
            continue
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for gender, attribute in (("f", "first_names_female"), ("m", "first_names_male")):
            for name in sorted({str(name).strip() for name in getattr(provider, attribute, ())}):
                if _GIVEN.fullmatch(name) and all("LATIN" in unicodedata.name(c) for c in name if c.isalpha()):
                    yield name, gender


def write(path: Path, header: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a sorted table with its header, the same rows in the same bytes."""
    lines = ["\t".join(cell for cell in row) for row in sorted(rows)]
    path.write_text(header.replace(",", "\t") + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main(entities_path: str, names_dir: str, out: str) -> None:
    """Read the inputs and write the four tables."""
    lines = Path(entities_path).read_text(encoding="utf-8").splitlines()
    entities = [json.loads(line) for line in lines]
    ids = {e["iso"]: e["id"] for e in entities if e["kind"] == "country" and str(e["id"]).startswith("Q")}
    tables = Tables()
    add_states(tables, ids)
    add_bodies(tables)
    add_people(tables)
    add_entities(tables, entities)
    for key, wikidata in seeds("wikidata", 2):
        name, kind, country = tables.actors[key][1:4]
        tables.actor(name, kind, country, "NewsFair", key=key, wikidata=wikidata)
    folder = Path(out)
    write(folder / "actors.tsv", "actor_id,name,type,country,wikidata,source", tables.actors.values())
    write(folder / "aliases.tsv", "alias,actor_id,valid_from,valid_to,kind,source", tables.aliases.values())
    write(folder / "offices.tsv", "office,country,actor_id,valid_from,valid_to,source", tables.offices.values())
    write(folder / "given_names.tsv", "name,gender,source", given_names(Path(names_dir)))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
