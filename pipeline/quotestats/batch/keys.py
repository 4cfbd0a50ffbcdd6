"""What the rows of an article are kept under, and what is known of it before it is analysed."""

import hashlib
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotestats.annotations.touch import Touch, Use
from quotestats.batch import fingerprint, upgrade
from quotestats.batch.upgrade import Upgrade, Words
from quotestats.batch.work import Recipe
from quotestats.records import Article


@dataclass(frozen=True, slots=True)
class Key:
    """``rows``: what the article's rows are kept under, a hash of all that they are made from.

    ``earlier``: what equal rows are kept under where the shipped words have changed and nothing of that touches the
    article; ``touched`` names the shipped rows that do. ``content``: a hash of the article, ``text``: of its text
    alone; ``uses``: a person's rows that can touch it. ``findings``: what its times, quantities and attributions are
    made with, the person's own ``cues`` aside, which are named apart. ``besides``: a hash of all that rows are made
    from but these cues.
    """

    rows: bytes
    earlier: bytes | None
    content: bytes
    text: bytes
    uses: tuple[Use, ...]
    touched: tuple[str, ...]
    findings: str
    cues: str
    besides: bytes


class Keys:
    """The keys of articles that are analysed by one recipe.

    ``before``: the name that the shipped words had when the kept rows were made, and these words, where both are known.
    """

    def __init__(self, recipe: Recipe, before: tuple[str, Words] | None) -> None:
        self.parts = fingerprint.parts(recipe.model)
        self.made_with = {
            **self.parts,
            "model": recipe.model,
            "attribution": recipe.attribution,
            "scope": recipe.scope,
        }
        self.rows_by = fingerprint.joined(self.made_with)
        self.parse_by = fingerprint.of_parse(self.made_with)
        self.answers_by = fingerprint.of_answers(self.made_with)
        self._findings_by = fingerprint.of_findings(self.made_with)
        self._touch = Touch(recipe.overlay)
        self._earlier, self._upgrade = "", None
        if before and before[0] != self.words:
            changed = Upgrade(before[1], upgrade.shipped())
            if not changed.everywhere:
                self._upgrade = changed
                self._earlier = fingerprint.joined({**self.made_with, fingerprint.WORDS: before[0]})

    @property
    def words(self) -> str:
        """The name of the shipped words in use."""
        return self.parts[fingerprint.WORDS]

    @property
    def upgrades(self) -> bool:
        """Whether the kept rows were made with other shipped words, to be held against each article."""
        return self._upgrade is not None

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of the person's rows."""
        return self._touch.marks

    def of(self, article: Article) -> Key:
        """Return the key of an article."""
        touched = self._upgrade.touches(article) if self._upgrade else ()
        text = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).digest()
        return self.of_uses(content(article), text, self._touch.uses(article), touched)

    def recalled(self, tested: Container[str]) -> "Recalled":
        """Return the keys of articles of which rows with these marks are known to touch them or not."""
        return Recalled(self, self._touch, tested)

    def of_uses(self, said: bytes, text: bytes, uses: tuple[Use, ...], touched: tuple[str, ...] = ()) -> Key:
        """Return the key of an article from the hashes of it and of its text, and the rows that can touch it."""
        earlier = key(said, self._earlier, uses) if self._upgrade and not touched else None
        cues, units = ([use.row for use in uses if use.table == table] for table in ("cues", "units"))
        return Key(
            key(said, self.rows_by, uses),
            earlier,
            said,
            text,
            uses,
            touched,
            findings=_hash([self._findings_by, *units]).hex(),
            cues=_hash(cues).hex()[:16] if cues else "",
            besides=key(said, self.rows_by, (use for use in uses if use.table != "cues"))[:16],
        )


class Recalled:
    """The keys of articles that were read before: their texts are looked at only for a person's new rows."""

    def __init__(self, keys: Keys, touch: Touch, tested: Container[str]) -> None:
        self._keys, self._touch, self._new = keys, touch, touch.besides(tested)

    def key(self, said: bytes, text: bytes, held: Sequence[str], article: Callable[[], Article]) -> Key:
        """Return the key of an article; ``held``: the marks of the rows that were known to touch it."""
        if not held and not self._new:
            return self._keys.of_uses(said, text, ())
        more = self._new.uses(article()) if self._new else ()
        return self._keys.of_uses(said, text, self._touch.named({*held, *(use.mark for use in more)}))


def content(article: Article) -> bytes:
    """Return a hash of all that an article says."""
    return _hash(
        (article.id, article.text, article.title, article.published, article.outlet, article.url, article.author)
    )


def key(content: bytes, made_with: str, uses: Iterable[Use]) -> bytes:
    """Return a hash of an article, of what its rows are made with, and of a person's own rows that can touch it."""
    return hashlib.sha256(content + _hash([made_with, *(use.row for use in uses)])).digest()


def described(uses: Iterable[Use]) -> Mapping[str, str]:
    """Return a person's rows by what they are called, each with its digest."""
    return {use.label: use.digest for use in uses}


def _hash(parts: Iterable[str]) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()
