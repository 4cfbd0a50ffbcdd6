"""The notebook in docs/ runs from top to bottom, and its answers are those of the tables."""

import pytest

from conftest import ROOT

FILE = ROOT / "docs/quoted-statistics.ipynb"


@pytest.fixture
def notebook():
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    pytest.importorskip("altair")
    return nbformat.read(FILE, as_version=4), nbclient


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # those of the client and its event loop
def test_the_notebook_runs(notebook, monkeypatch):
    cells, nbclient = notebook
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    nbclient.NotebookClient(
        cells, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}
    ).execute()
    outputs = [out for cell in cells.cells if cell.cell_type == "code" for out in cell.outputs]
    shown = [out.data for out in outputs if "data" in out]
    assert [out.text for out in outputs if out.output_type == "stream" and out.name == "stderr"] == []
    assert sum("image/svg+xml" in data for data in shown) == 2
    assert any("quotestats-figure" in data.get("text/html", "") for data in shown)
    assert "('Ana Ruiz', '9%', 9.0, 'percent', 2023)" in shown[-1]["text/plain"]


def test_it_is_kept_without_outputs(notebook):
    cells, _ = notebook
    assert not any(cell.outputs or cell.execution_count for cell in cells.cells if cell.cell_type == "code")
