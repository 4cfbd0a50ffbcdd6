"""Pages that open from a file, with the network off: one HTML each, its style and script inside it.

Whatever stands in an article is shown as text: templates escape every value, and a content security policy lets
nothing run but the page's own script, known by its hash, and lets nothing be fetched.
"""

import base64
import hashlib
import re
from functools import cache
from importlib import resources

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

_UNSAFE = re.compile(r"[^a-z0-9]+")


def render(package: str, template: str, *, styles: tuple[str, ...], scripts: tuple[str, ...], **values: object) -> str:
    """Return the page that a template of a package makes of values, with files of styles and scripts put in.

    ``package`` is below quotestats; styles and scripts are its files, or the text of a script where they hold a blank.
    """
    style = "\n".join([_file("pages", "base.css"), *(_file(package, name) for name in styles)])
    script = "\n".join(text if " " in text else _file(package, text) for text in scripts)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    made = _environment(package).get_template(template)
    return made.render(style=style, script=script, policy=policy, **values)


def fragment(template: str, **values: object) -> str:
    """Return a part of a page, such as a notebook shows, with every value escaped."""
    return _environment("pages").get_template(template).render(**values)


def article_page(article_id: str) -> str:
    """Return the name of an article's page: safe on every disk whatever the id, never the same for two.

    >>> article_page("../../Harbour news/1")
    'harbour-news-1-e1e8bc0736.html'
    """
    readable = _UNSAFE.sub("-", article_id.lower()).strip("-")[-40:].strip("-")
    digest = hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{readable or 'article'}-{digest}.html"


@cache
def _environment(package: str) -> Environment:
    loader = ChoiceLoader([PackageLoader(f"quotestats.{package}", "."), PackageLoader("quotestats.pages", ".")])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _file(package: str, name: str) -> str:
    return resources.files(f"quotestats.{package}").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
