import functools
import os
import re
import time

import pytest

from quotestats.engines import EngineError, Failure, Task, limits
from quotestats.engines.processes import Processes
from quotestats.engines.serial import Serial


def make(start=None):
    if start == "die":
        os._exit(9)
    if start == "refuse":
        raise EngineError("no such model")
    return answer


def answer(item):
    if item == "raise":
        raise ValueError("bad item")
    if item == "deep":
        raise RecursionError
    if item == "memory":
        raise MemoryError
    if item == "hang":
        time.sleep(3600)
    if item == "spin":
        while True:
            pass
    if item == "backtrack":
        re.match(r"(a|aa)+$", "a" * 60 + "b")  # for years in one call of C
    if item.startswith("die"):
        os._exit(9)
    return item.encode()


def limit(item):
    return 0.5


def size(item):
    return len(item)


def task(start=None, proof="proof"):
    return Task(make=functools.partial(make, start), limit_s=limit, size=size, proof=proof)


ITEMS = [f"item{n}" for n in range(50)]
ENGINES = [Serial(), Processes(2)]


@pytest.mark.parametrize("engine", ENGINES, ids=["serial", "processes"])
def test_every_item_comes_back_once(engine):
    assert sorted(engine.map(task(), ITEMS)) == sorted((item, item.encode()) for item in ITEMS)
    assert list(engine.map(task(), [])) == []


@pytest.mark.parametrize("engine", ENGINES, ids=["serial", "processes"])
def test_what_goes_wrong_costs_only_itself(engine):
    found = dict(engine.map(task(), [*ITEMS[:5], "raise", "hang", "deep", *ITEMS[5:]]))
    assert found.pop("raise") == Failure("ValueError: bad item")
    assert found.pop("hang") == Failure("took longer than 2 s")  # by the clock
    assert found.pop("deep") == Failure("nested too deep")
    assert found == {item: item.encode() for item in ITEMS}


@pytest.mark.parametrize("engine", ENGINES, ids=["serial", "processes"])
@pytest.mark.parametrize("item", ["spin", "backtrack"])
def test_an_item_that_works_too_long_is_stopped(engine, item, monkeypatch):
    monkeypatch.setattr(limits, "WAITING", 200)  # by its processor time, however busy the machine is
    assert dict(engine.map(task(), ["one", item])) == {"one": b"one", item: Failure("took longer than 0 s")}


def test_an_item_that_kills_its_worker_is_named():
    found = dict(Processes(2).map(task(), [*ITEMS[:20], "die", *ITEMS[20:]]))
    assert "3 workers died of it" in found.pop("die").reason
    assert found == {item: item.encode() for item in ITEMS}


@pytest.mark.parametrize("engine", ENGINES, ids=["serial", "processes"])
def test_no_memory_for_a_small_item_ends_it_all(engine):
    with pytest.raises(EngineError, match="not enough memory"):
        list(engine.map(task(), ["memory"]))


def test_workers_that_never_start_end_it_all():
    with pytest.raises(EngineError, match="end before they are ready"):
        list(Processes(1).map(task("die"), ITEMS))
    with pytest.raises(EngineError, match="no such model"):
        list(Processes(1).map(task("refuse"), ITEMS))


def test_the_first_items_may_all_kill_their_workers():
    found = dict(Processes(2).map(task(), ["die1", "die2", "die3", "one"]))

    assert found.pop("one") == b"one"
    assert sorted(found) == ["die1", "die2", "die3"]
    assert {type(outcome) for outcome in found.values()} == {Failure}


def test_workers_that_can_do_nothing_at_all_end_it_all():
    with pytest.raises(EngineError, match="end before they are ready"):
        list(Processes(1).map(task(proof="die"), ["die1", "die2", "die3", "one"]))
    with pytest.raises(EngineError, match="not enough memory"):
        list(Processes(1).map(task(proof="memory"), ["die", "one"]))


def test_items_are_taken_only_as_they_can_be_worked_on():
    taken = []

    def items():
        for item in ITEMS * 20:
            taken.append(item)
            yield item

    outcomes = Processes(2).map(task(), items())
    next(outcomes)
    outcomes.close()
    assert len(taken) < 200
