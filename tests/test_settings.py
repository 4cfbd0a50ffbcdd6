import pytest

from quotestats import settings
from quotestats.errors import SettingsError


def load(tmp_path, text="", flags=None, **variables):
    (tmp_path / "quotestats.toml").write_text(text, encoding="utf-8")
    return settings.load(flags or {}, folder=tmp_path, environ=variables)


def test_flag_over_variable_over_file_over_default(tmp_path):
    text = 'workers = 2\nout = "from-file"\nscope = "all"'
    found = load(tmp_path, text, {"workers": 4}, QUOTESTATS_WORKERS="3", QUOTESTATS_OUT="from-variable")
    assert (found.number("workers"), found.text("out"), found.text("scope")) == (4, "from-variable", "all")
    assert found.text("attribution") == "model"
    origins = [found.origins[name] for name in ("workers", "out", "scope", "attribution")]
    assert origins == ["flag", "QUOTESTATS_OUT", str(tmp_path / "quotestats.toml"), "default"]


def test_no_file_is_no_error(tmp_path):
    assert settings.load({}, folder=tmp_path, environ={}).several("source") == ("corpus/articles",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("worker = 3", 'unknown key "worker"; keys are: source, out, workers'),
        ("[fields]\nbody = 'x'", r'unknown key "body" under \[fields\]; keys are: author, id'),
        ("[fields]\ntext = 3", "gives the name of each field"),
        ("workers = '3'", '"workers" must be a whole number'),
        ("workers = true", '"workers" must be a whole number'),
        ("workers = -1", "must be 0 or more"),
        ("limit = -1", "must be 0 or more"),
        ("scope = 'most'", 'must be statistics or all, not "most"'),
        ("published = '4 May'", "must be a day written as 2024-01-04"),
        ("fresh = 1", "must be true or false"),
        ("workers = ", "quotestats.toml"),
        ("out = ''", '"out" must not be empty'),
        ("source = ['a', '']", '"source" must not be empty'),
        ("source = []", '"source" must not be empty'),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_key(tmp_path, text, reason):
    with pytest.raises(SettingsError, match=reason):
        load(tmp_path, text)


def test_variables_are_read_by_the_kind_of_their_setting(tmp_path):
    found = load(tmp_path, QUOTESTATS_FRESH="yes", QUOTESTATS_SOURCE="a:b", QUOTESTATS_LIMIT="5")
    assert (found.flag("fresh"), found.several("source"), found.number("limit")) == (True, ("a", "b"), 5)
    with pytest.raises(SettingsError, match="QUOTESTATS_LIMIT must be a whole number, not 'many'"):
        load(tmp_path, QUOTESTATS_LIMIT="many")


def test_field_names_from_the_file(tmp_path):
    assert load(tmp_path, '[fields]\ntext = "story"').fields == {"text": "story"}


def test_a_single_text_does_for_a_list(tmp_path):
    assert load(tmp_path, 'source = "a"').several("source") == ("a",)


def test_a_time_zone_is_one_that_there_is(tmp_path):
    assert settings.load({"timezone": "Europe/London"}, folder=tmp_path, environ={}).text("timezone") == "Europe/London"
    with pytest.raises(SettingsError, match="--timezone must be a time zone such as Europe/London"):
        settings.load({"timezone": "Mars/Olympus"}, folder=tmp_path, environ={})
