"""The Dask engine, on a cluster of threads in this process; a cluster of processes in one slow test."""

import warnings

import pytest

from quotestats import settings
from quotestats.engines import EngineError, Failure
from quotestats.engines.dask import Dask
from quotestats.errors import MissingExtraError
from test_engines import ITEMS, task

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp"
        )
    yield made.scheduler_address
    made.close()


def test_every_item_comes_back_once(cluster):
    assert sorted(Dask(cluster).map(task(), ITEMS)) == sorted((item, item.encode()) for item in ITEMS)
    assert list(Dask(cluster).map(task(), [])) == []


def test_what_goes_wrong_costs_only_itself(cluster):
    found = dict(Dask(cluster).map(task(), [*ITEMS[:5], "raise", "deep", *ITEMS[5:]]))

    assert found.pop("raise") == Failure("ValueError: bad item")
    assert found.pop("deep") == Failure("nested too deep")
    assert found == {item: item.encode() for item in ITEMS}


def test_what_no_item_could_survive_ends_it_all(cluster):
    with pytest.raises(EngineError, match="no such model"):
        list(Dask(cluster).map(task("refuse"), ITEMS))


def test_a_scheduler_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr("quotestats.engines.dask._CONNECT_S", "1s")

    with pytest.raises(EngineError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9"):
        list(Dask("tcp://127.0.0.1:9").map(task(), ITEMS))


def test_without_the_extra_its_name_is_told(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)

    with pytest.raises(MissingExtraError, match="dask"):
        list(Dask("tcp://127.0.0.1:9").map(task(), ITEMS))


def test_the_engines_that_can_be_set():
    assert settings.SETTINGS["engine"].choices == ("local", "dask")


@pytest.mark.slow
def test_an_item_that_kills_or_holds_its_worker_is_named():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
            made.scheduler.allowed_failures = 0
            odd = ["die", "backtrack", "hang"]
            found = dict(Dask(made.scheduler_address).map(task(), [*ITEMS[:6], *odd]))

    for item in odd:
        assert "1 workers died of it, or of its taking longer than" in found.pop(item).reason
    assert found == {item: item.encode() for item in ITEMS[:6]}
