// One article: its rows sorted by doubt beside its text, judged with one key each.

const list = document.getElementById("rows");
const items = [...list.children];
const rows = new Map(page.rows.map((row) => [row.id, row]));
const unsaid = new Map(page.unsaid.map((figure) => [figure.id, { ...figure, who: "" }]));
const decided = kept(page.article_id);
const dialog = document.getElementById("correct");
const form = document.getElementById("cells");
const pieces = new Map(); // from the id of a row, attribution or actor to the pieces of text that it marks
for (const piece of document.querySelectorAll("#text [data-of]")) {
  for (const id of piece.dataset.of.split(" ")) {
    if (!pieces.has(id)) pieces.set(id, []);
    pieces.get(id).push(piece);
  }
}
let current = null;
let edited = null; // the row or figure that the form is about
let safe = true;
const beside = matchMedia("(min-width: 52.01rem)"); // text and rows stand side by side, as in review.css

const WORDS = { accepted: "accepted", rejected: "rejected", corrected: "corrected", added: "added", "": "not reviewed" };

function stateOf(item) {
  return decided[item.id]?.state || rows.get(item.id).reviewed;
}

function show(item) {
  const { state, set } = decided[item.id] || { state: rows.get(item.id).reviewed };
  item.dataset.state = state;
  const changes = Object.entries(set || {}).map(([name, value]) => `${name} = ${value || "(empty)"}`);
  const before = !decided[item.id] && state ? " in an earlier run" : "";
  item.querySelector(".state").textContent = [WORDS[state] + before, ...changes].join("; ");
}

function progress() {
  const done = items.filter((item) => stateOf(item)).length;
  document.getElementById("done").value = done;
  document.getElementById("count").textContent = `${done} of ${items.length} reviewed`;
  const lines = linesOf(decided, items.map((item) => item.id)).length;
  document.getElementById("save").disabled = !lines;
}

function visible() {
  return items.filter((item) => !item.hidden);
}

function filter() {
  const [doubt, actor, kind, open] = ["doubt", "actor", "kind", "open"].map((id) => document.getElementById(id));
  for (const item of items) {
    const row = rows.get(item.id);
    item.hidden =
      (doubt.value && row.confidence >= Number(doubt.value)) ||
      (actor.value && row.who !== actor.value) ||
      (kind.value && row.cells.kind !== kind.value) ||
      (open.checked && item !== current && Boolean(stateOf(item)));
  }
  say(`${visible().length} rows shown`);
}

function select(item, focus = true) {
  if (current) current.removeAttribute("aria-current");
  for (const piece of document.querySelectorAll("#text .on")) piece.classList.remove("on");
  current = item;
  if (!item) return;
  item.setAttribute("aria-current", "true");
  for (const id of rows.get(item.id).marks) for (const piece of pieces.get(id) || []) piece.classList.add("on");
  if (focus) item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
  if (beside.matches) pieces.get(item.id)?.[0]?.scrollIntoView({ block: "center" });
}

function step(by) {
  const shown = visible();
  const at = shown.indexOf(current);
  const next = at < 0 ? shown[by > 0 ? 0 : shown.length - 1] : shown[at + by];
  if (next) select(next);
}

/** Go to the next row without a decision, below the current one, else from the top. */
function nextOpen() {
  const shown = visible();
  const at = shown.indexOf(current);
  const next = [...shown.slice(at + 1), ...shown.slice(0, Math.max(at, 0))].find((item) => !stateOf(item));
  if (next) select(next);
  else if (page.next) say("All rows shown are reviewed. Next article: press ]");
  else say("All rows shown are reviewed.");
}

function line(row, number, action, column = "", value = "", seen = "") {
  const created = new Date().toISOString();
  const name = `review-${row.id.slice(2)}-${Date.now().toString(36)}-${number}`;
  const place = { exact: row.exact, prefix: row.prefix, suffix: row.suffix, start_hint: String(row.start) };
  const what = { action, column, value, value_seen: seen };
  return { correction_id: name, created, article_id: page.article_id, table: "quoted_statistics", ...what, ...place };
}

function decide(item, decision) {
  record(item.id, decision);
  show(item);
  progress();
}

function record(id, decision) {
  if (decision) decided[id] = decision;
  else delete decided[id];
  if (!keep(page.article_id, decided) && safe) {
    safe = false;
    say("This browser keeps nothing: save before you leave the page.");
  }
}

function judge(item, action) {
  decide(item, { state: `${action}ed`, lines: [line(rows.get(item.id), 0, action)] });
  nextOpen();
  filter();
}

/** What the form changes in a row: [column, new value, value seen], the speaker first. */
function changes(row) {
  const found = [];
  const put = (name, value) => value !== row.cells[name] && found.push([name, value, row.cells[name]]);
  const typed = form.elements.speaker.value.trim();
  const known = page.actors.find((actor) => actor.label === typed);
  if (known) put("actor_id", known.id);
  else if (typed !== row.who) {
    put("actor_id", "");
    if (typed) put("actor", typed);
  }
  for (const name of page.settable) {
    put(name, form.elements[name].value.trim());
    if (name !== "value" || row.cells.bound === "exact") continue;
    for (const end of ["value_low", "value_high"]) if (row.cells[end] && row.cells[end] === row.cells.value)
      put(end, form.elements.value.value.trim());
  }
  return found;
}

function open(item) {
  edit(rows.get(item.id), "Correct this row");
}

function edit(row, heading) {
  edited = row;
  form.elements.speaker.value = row.label || row.who;
  form.elements.speaker.required = unsaid.has(row.id);
  for (const name of page.settable) form.elements[name].value = row.cells[name];
  for (const [name, value] of Object.entries(decided[row.id]?.set || {})) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  document.getElementById("correct-heading").textContent = heading;
  document.getElementById("about").textContent = `“${row.exact}”${row.who && `, said by ${row.who}`}`;
  dialog.showModal();
  form.elements.speaker.select();
}

function set(found) {
  return Object.fromEntries(found.map(([name, value]) => [name, value]));
}

function correct(row, found) {
  if (!found.length) return judge(current, "accept");
  const lines = found.map(([name, value, seen], number) => line(row, number, "set", name, value, seen));
  decide(current, { state: "corrected", lines, set: set(found) });
  nextOpen();
  filter();
}

function add(row, found) {
  const told = found.map(([name, value, seen], number) => line(row, number + 1, "set", name, value, seen));
  const words = `“${row.exact}”, said by ${form.elements.speaker.value.trim()}`;
  record(row.id, { state: "added", lines: [line(row, 0, "add"), ...told], set: set(found), words });
  showAdded();
}

function showAdded() {
  const found = Object.entries(decided).filter(([id, decision]) => unsaid.has(id) && decision.state === "added");
  const lines = found.map(([id, decision]) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.textContent = "Undo";
    button.addEventListener("click", () => {
      record(id, null);
      showAdded();
    });
    item.append(`added: ${decision.words}`, button);
    return item;
  });
  const added = document.getElementById("added");
  added.replaceChildren(...lines);
  added.hidden = !lines.length;
  progress();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const found = changes(edited);
  dialog.close();
  if (unsaid.has(edited.id)) add(edited, found);
  else correct(edited, found);
});
document.getElementById("cancel").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => current?.focus());

const DO = {
  accept: (item) => judge(item, "accept"),
  reject: (item) => judge(item, "reject"),
  correct: open,
  undo: (item) => decide(item, null),
};
list.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (!item) return;
  select(item, !event.target.closest("button"));
  const button = event.target.closest("button");
  if (button) DO[button.dataset.do](item);
});
list.addEventListener("focusin", (event) => {
  const item = event.target.closest("li");
  if (item && item !== current) select(item, false);
});
document.getElementById("text").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  const id = link.hash.slice(1);
  if (unsaid.has(id)) return edit(unsaid.get(id), "Add: who said this figure?");
  document.getElementById(id).hidden = false;
  select(document.getElementById(id));
});

const saveAll = () => save(linesOf(decided, items.map((item) => item.id)));
const go = (target) => target && location.assign(target);
const KEYS = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  n: nextOpen,
  a: () => current && DO.accept(current),
  r: () => current && DO.reject(current),
  c: () => current && DO.correct(current),
  u: () => current && DO.undo(current),
  s: () => document.getElementById("save").click(),
  "]": () => go(page.next),
  "[": () => go(page.previous),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, select, textarea") || dialog.open;
  const chord = event.ctrlKey || event.metaKey || event.altKey;
  const wanted = document.getElementById("keys").checked && KEYS[event.key];
  if (typing || chord || !wanted) return;
  event.preventDefault();
  wanted();
});
document.getElementById("save").addEventListener("click", saveAll);
for (const id of ["doubt", "actor", "kind", "open"]) document.getElementById(id).addEventListener("change", filter);
document.getElementById("keys").addEventListener("change", (event) =>
  storage?.setItem("quotestats-keys", event.target.checked ? "" : "off"));
document.getElementById("keys").checked = storage?.getItem("quotestats-keys") !== "off";
window.addEventListener("beforeunload", (event) => safe || event.preventDefault());

items.forEach(show);
showAdded();
const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (asked && items.includes(asked)) select(asked);
else nextOpen();
