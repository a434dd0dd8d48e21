// The review page: puts up the HTML that the server makes, moves on, and sends decisions.
"use strict";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const form = $("#filters"), list = $("#rows"), place = $("#claim");
const ahead = new Map(); // claim id -> promise of its HTML, fetched before it is asked for
let current = null; // claim id
let busy = false;
let whole = false; // the page fits the stage in height, too

// --- asking ---------------------------------------------------------------------------------

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("The server does not answer. Is `claims serve` still running?");
  }
  if (answer.ok || answer.status === 404) return answer;
  let message = `The server answered ${answer.status}.`;
  try { message = (await answer.json()).message || message; } catch { message = (answer.status === 403) ? "Open the address that `claims serve` printed again." : message; }
  throw new Error(message);
}

function post(path, content) {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(content),
  }).then((answer) => answer.json());
}

function filters() {
  const set = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value && !(name === "order" && value === "printed")) set.set(name, value);
  }
  return set;
}

function remember() {
  const set = filters();
  if (current) set.set("claim", current);
  const text = set.toString();
  history.replaceState(null, "", text ? "/?" + text : "/");
}

let toastTimer;
function tell(message) {
  const toast = $("#toast");
  toast.textContent = message;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.hidden = true; }, 4500);
}

// --- the list -------------------------------------------------------------------------------

const rows = () => $$("li[data-id]", list);
const rowOf = (id) => rows().find((row) => row.dataset.id === id) || null;

async function fetchRows(extra) {
  const set = filters();
  for (const [name, value] of Object.entries(extra)) set.set(name, value);
  return (await ask("/rows?" + set)).text();
}

let listing = 0; // the newest list that was asked for
async function showList(keep) {
  const mine = ++listing;
  count();
  const html = await fetchRows(keep ? { from: keep } : {});
  if (mine !== listing) return;
  list.innerHTML = html;
  watch();
  if (unsaved()) { // what is being written stays, whatever the list shows by now
    mark(current);
    return;
  }
  const row = (keep && rowOf(keep)) || rows()[0];
  if (row) {
    await show(row.dataset.id);
  } else {
    current = null;
    nothing();
  }
}

function nothing() {
  const narrowed = [...filters()].length > 0;
  const say = (tag, text, className) => Object.assign(document.createElement(tag), { textContent: text, className: className || "" });
  list.replaceChildren(say("li", narrowed ? "No claim matches." : "No claims yet.", "empty"));
  const box = say("article", "", "welcome");
  box.append(
    say("h2", narrowed ? "Nothing matches these filters" : "There is nothing to review yet"),
    say("p", narrowed ? "Take a filter away, or clear them all: the button is under them." : "Run `claims run FOLDER` first. What it finds appears here; this page may stay open."),
  );
  place.replaceChildren(box);
  remember();
}

let counting = 0;
let tally = null; // of all claims, and of those that the filters leave
async function count() {
  const mine = ++counting;
  const set = filters();
  set.delete("order");
  const narrowed = [...set].length > 0;
  $("#clear").hidden = !narrowed;
  try {
    const [all, some] = await Promise.all(
      ["/count", narrowed && "/count?" + set].map(async (path) => path && (await ask(path)).json()),
    );
    if (mine !== counting) return;
    tally = { all, some };
    showTally();
  } catch (error) { tell(error.message); }
}

function showTally() {
  const { all, some } = tally;
  const n = (x) => x.toLocaleString("en");
  $("#bar").max = Math.max(all.total, 1);
  $("#bar").value = all.decided;
  $("#progress").textContent = all.total ? `${n(all.decided)} of ${n(all.total)} reviewed` : "no claims yet";
  $("#count").textContent = some
    ? `${n(some.total)} found${some.total ? ` · ${n(some.total - some.decided)} to do` : ""}`
    : `${n(all.total - all.decided)} to do`;
}

// One decision changes the tally by one: a hundred thousand claims are not counted for it.
function tick(before, after) {
  if (!tally) return;
  const more = (after !== "new") - (before !== "new");
  for (const part of [tally.all, tally.some]) if (part) part.decided += more;
  showTally();
}

const seen = new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) more().catch((error) => tell(error.message));
}, { root: null, rootMargin: "400px" });

function watch() {
  seen.disconnect();
  const end = $("[data-more]", list);
  if (end) seen.observe(end);
}

let loading = null;
function more() {
  const end = $("[data-more]", list), last = rows().at(-1);
  if (!end || !last) return Promise.resolve();
  loading ??= fetchRows({ after: last.dataset.key }).then((html) => {
    if (end.isConnected) {
      end.outerHTML = html;
      watch();
    }
  }).finally(() => { loading = null; });
  return loading;
}

async function earlier() {
  const first = rows()[0];
  if (!first) return null;
  const html = await fetchRows({ before: first.dataset.key });
  const made = new DOMParser().parseFromString(`<ol>${html}</ol>`, "text/html");
  const found = $$("li[data-id]", made);
  first.before(...found);
  return found.at(-1) || null;
}

// --- one claim ------------------------------------------------------------------------------

function html(id) {
  if (!ahead.has(id)) {
    const promise = ask("/claim/" + encodeURIComponent(id)).then((answer) => answer.text());
    promise.catch(() => ahead.delete(id));
    ahead.set(id, promise);
    while (ahead.size > 12) ahead.delete(ahead.keys().next().value);
  }
  return ahead.get(id);
}

const PAUSE = 120; // ms: whoever runs down the list wants the picture of the claim they stop at
let shownAt = 0;

function mark(id) {
  for (const link of $$("a[aria-current]", list)) {
    link.removeAttribute("aria-current");
    link.tabIndex = -1;
  }
  const row = rowOf(id);
  if (!row) return;
  $("a", row).setAttribute("aria-current", "true");
  $("a", row).tabIndex = 0; // one stop for the whole list; j and k move within it
  row.scrollIntoView({ block: "nearest" });
}

async function show(id) {
  current = id;
  mark(id);
  remember();
  const text = await html(id);
  if (current !== id) return;
  const before = place.firstElementChild;
  const hurried = performance.now() - shownAt < 2 * PAUSE;
  shownAt = performance.now();
  place.innerHTML = text;
  dress(hurried ? PAUSE : 0);
  if (before && matchMedia("(max-width: 920px)").matches) place.scrollIntoView();
  const next = rowOf(id)?.nextElementSibling;
  if (next?.dataset.id) { // the next one is at hand before it is asked for, its picture too
    html(next.dataset.id).then((later) => {
      const made = new DOMParser().parseFromString(later, "text/html");
      const picture = $("img[data-src]", made);
      setTimeout(() => { if (picture && current === id) new Image().src = picture.dataset.src; }, PAUSE);
    }).catch(() => {});
  }
}

// To a claim that the list may not hold.
async function visit(id) {
  if (rowOf(id)) return show(id);
  form.reset();
  await new Promise((done) => setTimeout(done, 0));
  return showList(id);
}

async function again(id) {
  ahead.delete(id);
  if (current === id) await show(id);
}

function dress(pause) {
  const stage = $(".stage", place);
  stage?.classList.toggle("whole", whole);
  for (const paper of $$(".paper", place)) {
    paper.style.setProperty("--shape", `${paper.dataset.width} / ${paper.dataset.height}`);
    const picture = $("img", paper);
    picture.addEventListener("error", () => { $(".lost", paper).hidden = false; picture.hidden = true; paper.style.aspectRatio = "var(--shape)"; });
  }
  for (const cell of $$("fieldset textarea", place)) fit(cell);
  away = false;
  const first = $(".paper:not([hidden])", place);
  if (first) turn(first.dataset.page, "sentence", pause);
}

function turn(page, kind, pause = 0) {
  for (const paper of $$(".paper", place)) {
    paper.hidden = paper.dataset.page !== page;
    const picture = $("img", paper);
    const put = () => { if (picture.isConnected) picture.src = picture.dataset.src; };
    if (!paper.hidden && !picture.src) pause ? setTimeout(put, pause) : put();
  }
  for (const tab of $$("[data-page][aria-pressed]", place)) {
    tab.setAttribute("aria-pressed", String(tab.dataset.page === page));
  }
  centre(kind);
}

function centre(kind = "sentence") {
  const stage = $(".stage", place), paper = $(".paper:not([hidden])", place);
  if (!stage || !paper) return;
  const marks = $$("rect." + kind, paper);
  const boxes = (marks.length ? marks : $$("rect", paper)).map((rect) => rect.getBoundingClientRect());
  if (!boxes.length) return;
  const top = Math.min(...boxes.map((box) => box.top)), bottom = Math.max(...boxes.map((box) => box.bottom));
  const frame = stage.getBoundingClientRect();
  const spare = Math.max(60, (frame.height - (bottom - top)) / 2.4);
  stage.scrollTop += top - frame.top - spare;
}

// To the note that the marker leads to, and back.
let away = false;
function leap() {
  const note = $("rect.reference", place), sentence = $("rect.sentence", place);
  if (!note || !sentence) { tell("No note was found on a page."); return; }
  away = !away;
  turn((away ? note : sentence).closest(".paper").dataset.page, away ? "reference" : "sentence");
}

// --- moving on ------------------------------------------------------------------------------

async function step(by) {
  if (unsaved()) return;
  const row = current && rowOf(current);
  if (!row) {
    if (rows()[0]) await show(rows()[0].dataset.id);
    return;
  }
  let to = by > 0 ? row.nextElementSibling : row.previousElementSibling;
  if (by > 0 && to && to.hasAttribute("data-more")) {
    await more();
    to = row.nextElementSibling;
  }
  if (by < 0 && !to) to = await earlier();
  if (to?.dataset.id) await show(to.dataset.id);
  else tell(by > 0 ? "That was the last one." : "This is the first one.");
}

// --- deciding -------------------------------------------------------------------------------

const article = () => $("article[data-id]", place);
const editing = () => $("#entries", place)?.classList.contains("editing");
const cells = () => $$("#entries fieldset [name]", place);
const note = () => $("[name=note]", place);
const dirty = () => cells().some((cell) => cell.value !== cell.dataset.was);
const noted = () => note() && note().value !== note().dataset.was;

// Say so if something was typed that no decision has taken along yet.
function unsaved() {
  if (editing() && dirty()) complain("Save the correction (Enter) or leave the cells as they were (Esc) first.");
  else if (noted()) complain("The note is saved with your verdict: accept or reject, or drop it (Esc).");
  else return false;
  return true;
}

function complain(message) {
  const box = $(".error", place);
  if (!box) { tell(message); return; }
  box.textContent = message;
  box.hidden = !message;
}

function edit(name) {
  const entries = $("#entries", place);
  if (!entries) return;
  entries.classList.add("editing");
  for (const one of $$("fieldset textarea", entries)) fit(one);
  const cell = (name && $(`[name="${name}"]`, entries)) || cells().find((one) => one.name === "value" && one.value) || cells()[0];
  cell.focus();
  cell.select?.();
}

// A cell is as high as its text.
function fit(cell) {
  if (!cell.offsetParent) return;
  cell.style.height = "auto";
  cell.style.height = `${cell.scrollHeight + 2}px`;
}

function leave() {
  for (const cell of cells()) {
    cell.value = cell.dataset.was;
    cell.closest("label").classList.remove("changed");
  }
  if (note()) note().value = note().dataset.was;
  $("#entries", place)?.classList.remove("editing");
  complain("");
  document.activeElement?.blur();
}

async function decide(status) {
  const at = article();
  if (!at || busy || at.dataset.id !== current) return; // never on a claim that is not shown yet
  busy = true;
  complain("");
  const id = at.dataset.id;
  const entries = Object.fromEntries(cells().map((cell) => [cell.name, cell.value]));
  try {
    const made = await post("/decide", { claim_id: id, status, entries, note: note().value, seen: at.dataset.seen });
    ahead.delete(id);
    paint(id, made.status);
    tick(at.dataset.status, made.status);
    document.activeElement?.blur();
    const row = rowOf(id);
    const last = row && !row.nextElementSibling;
    $("#entries", place)?.classList.remove("editing");
    for (const cell of [...cells(), note()]) cell.dataset.was = cell.value;
    if (last) await again(id);
    else await step(1);
    if (last) tell("That was the last one.");
  } catch (error) {
    complain(error.message);
    if (/Look at it again/.test(error.message)) {
      await again(id);
      complain(error.message);
    }
  } finally {
    busy = false;
  }
}

async function undo() {
  if (busy || unsaved()) return;
  busy = true;
  try {
    const made = await post("/undo", {});
    paint(made.claim_id, made.status);
    count();
    ahead.delete(made.claim_id);
    if (rowOf(made.claim_id)) await show(made.claim_id);
    else await showList(made.claim_id);
    tell("Taken back.");
  } catch (error) {
    tell(error.message);
  } finally {
    busy = false;
  }
}

function paint(id, status) {
  const dot = rowOf(id) && $(".dot", rowOf(id));
  if (dot) {
    dot.className = "dot " + status;
    dot.title = status;
  }
}

// --- what people do -------------------------------------------------------------------------

const run = (work) => Promise.resolve(work).catch((error) => tell(error.message));

const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), n: () => step(1),
  k: () => step(-1), ArrowUp: () => step(-1), p: () => step(-1),
  a: () => decide("accepted"), r: () => decide("rejected"), c: () => edit(), u: undo,
  m: () => note()?.focus(),
  f: () => leap(),
  z: zoom,
  "/": () => { form.elements.words.focus(); form.elements.words.select(); },
  "?": () => $("#help").showModal(),
};

function zoom() {
  whole = !whole;
  $(".stage", place)?.classList.toggle("whole", whole);
  centre();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("#help").open) return;
  const at = event.target, typing = at.matches("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape") {
    if (at.closest("#filters")) at.blur();
    else if (editing() || typing) leave();
    return;
  }
  if (typing) {
    if (event.key === "Enter" && at.closest("#entries") && !event.shiftKey) {
      event.preventDefault();
      if (at.name === "note" && !editing()) at.blur(); // a note is no verdict
      else run(decide("corrected"));
    }
    return;
  }
  const scrolls = at.closest(".stage") && event.key.startsWith("Arrow");
  if (KEYS[event.key] && !scrolls) {
    event.preventDefault();
    run(KEYS[event.key]());
  }
});

let typed;
form.addEventListener("input", (event) => {
  clearTimeout(typed);
  const text = event.target.matches("input:not([type=checkbox])");
  typed = setTimeout(() => {
    remember(); // at once: a page loaded again while the list is on its way asks for the same
    run(showList());
  }, text ? 180 : 0);
  if (event.target.list) run(suggest(event.target));
});
form.addEventListener("focusin", (event) => { if (event.target.list) run(suggest(event.target)); });
form.addEventListener("submit", (event) => { event.preventDefault(); document.activeElement.blur(); });
form.addEventListener("reset", () => setTimeout(() => {
  for (const field of form.elements) { // the page may have come with filters: those go, too
    if (field.type === "checkbox") field.checked = false;
    else if (field.name && field.name !== "order") field.value = "";
  }
  run(showList(current));
}));

async function suggest(field) {
  const names = await (await ask(`/names/${field.name}?part=${encodeURIComponent(field.value)}`)).json();
  field.list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
}

list.addEventListener("click", (event) => {
  const row = event.target.closest("li[data-id]");
  if (!row || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (!unsaved()) run(show(row.dataset.id));
});

place.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.id === "zoom") zoom();
  else if (button.dataset.show) { away = true; turn(button.dataset.show, "reference"); }
  else if (button.dataset.go && !unsaved()) run(visit(button.dataset.go));
  else if (button.dataset.page) turn(button.dataset.page);
  else if (button.dataset.do === "edit") edit();
  else if (button.dataset.do === "cancel") leave();
  else if (button.dataset.do) run(decide(button.dataset.do));
});
place.addEventListener("submit", (event) => { event.preventDefault(); run(decide("corrected")); });
place.addEventListener("input", (event) => {
  const cell = event.target;
  if (!cell.closest("fieldset")) return;
  if (!editing()) {
    $("#entries", place).classList.add("editing");
    for (const one of $$("fieldset textarea", place)) fit(one);
  }
  if (cell.matches("textarea")) fit(cell);
  cell.closest("label").classList.toggle("changed", cell.value !== cell.dataset.was);
});
$("#undo").addEventListener("click", () => run(undo()));
$("#help-open").addEventListener("click", () => $("#help").showModal());
window.addEventListener("resize", () => centre());
window.addEventListener("beforeunload", (event) => { if ((editing() && dirty()) || noted()) event.preventDefault(); });

const asked = new URLSearchParams(location.search).get("claim");
run(showList(asked));
