// The list of articles: how far each is reviewed in this browser, and all decisions saved at once.

const lines = [...document.querySelectorAll("tbody tr")];

function refresh() {
  let done = 0;
  let decisions = 0;
  for (const [number, article] of page.articles.entries()) {
    const found = kept(article.id);
    const own = article.rows.filter((id) => found[id]);
    const reviewed = own.length + article.reviewed.filter((id) => !found[id]).length;
    lines[number].querySelector(".reviewed").textContent = `${reviewed} of ${article.rows.length}`;
    lines[number].dataset.open = String(reviewed < article.rows.length);
    done += reviewed;
    decisions += linesOf(found, article.rows).length;
  }
  document.getElementById("done").value = done;
  document.getElementById("count").textContent = `${done} of ${page.total} rows reviewed`;
  document.getElementById("save").disabled = !decisions;
  filter();
}

function filter() {
  const wanted = document.getElementById("words").value.trim().toLowerCase();
  const open = document.getElementById("open").checked;
  let shown = 0;
  for (const row of lines) {
    row.hidden = (open && row.dataset.open === "false") || !row.textContent.toLowerCase().includes(wanted);
    shown += row.hidden ? 0 : 1;
  }
  say(`${shown} articles shown`);
}

document.getElementById("save").addEventListener("click", () =>
  save(page.articles.flatMap((article) => linesOf(kept(article.id), article.rows))));
document.getElementById("words").addEventListener("input", filter);
document.getElementById("open").addEventListener("change", filter);
window.addEventListener("pageshow", refresh);
refresh();
