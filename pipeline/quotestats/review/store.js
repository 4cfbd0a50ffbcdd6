"use strict";
// What pages share: decisions kept in the browser, by article, and corrections.csv made of them.

const page = JSON.parse(document.getElementById("data").textContent);
const storage = (() => {
  try {
    localStorage.setItem("quotestats", "1");
    return localStorage;
  } catch {
    return null; // private mode: decisions live as long as the page
  }
})();

/** The decisions on an article's rows, by row id: {state, lines, set}. */
function kept(articleId) {
  try {
    return JSON.parse(storage?.getItem(`quotestats/${articleId}`) || "{}");
  } catch {
    return {};
  }
}

function keep(articleId, decisions) {
  try {
    storage?.setItem(`quotestats/${articleId}`, JSON.stringify(decisions));
    return storage !== null;
  } catch {
    return false; // the browser's room is full
  }
}

/** The lines of the decisions on rows that are there, in their order, and of the rows that were added. */
function linesOf(decisions, ids) {
  const known = new Set(ids);
  const added = Object.keys(decisions).filter((id) => !known.has(id) && decisions[id].state === "added");
  return [...ids, ...added].flatMap((id) => decisions[id]?.lines || []);
}

function csv(lines) {
  const author = document.getElementById("author").value.trim();
  const cell = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const named = lines.map((line) => page.header.map((name) => (name === "author" ? author : line[name] || "")));
  return [page.header, ...named].map((line) => line.map(cell).join(",") + "\n").join("");
}

function save(lines) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv(lines)], { type: "text/csv" }));
  link.download = "corrections.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function say(words) {
  document.getElementById("said").textContent = words;
}

const author = document.getElementById("author");
author.value = storage?.getItem("quotestats-author") || "";
author.addEventListener("change", () => storage?.setItem("quotestats-author", author.value));
