"""Every error that quotestats raises on purpose. A message says what was found, where, and what to do."""


class QuotestatsError(Exception):
    """Base of all errors raised on purpose; the command line prints its message and exits without a traceback."""

    exit_code = 1


class UsageError(QuotestatsError):
    """A command line, a path or a setting that cannot be used (exit code 2)."""

    exit_code = 2


class SettingsError(UsageError):
    """A settings file or variable with an unknown key or an unusable value."""


class SourceError(QuotestatsError):
    """A source, or one record of it, that cannot be read."""


class LexiconError(QuotestatsError):
    """A lexicon or annotation table with a wrong column, a duplicate or an entry that does not compile."""


class MissingExtraError(QuotestatsError):
    """An optional dependency is not installed; the message gives the install command."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(f'{purpose} needs {package}: pip install "quotestats[{extra}]"')


class ModelError(QuotestatsError):
    """A spaCy pipeline or a shipped network that cannot be loaded."""
