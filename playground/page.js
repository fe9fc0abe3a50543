// The playground: two texts in editors, and what offerkit says of them beside. All that it says
// comes from the worker, in which the package itself runs.

import { autocompletion, closeBrackets } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";

import { asking } from "./asking.js";
import { button, element } from "./elements.js";
import { packed, unpacked } from "./link.js";
import looks from "./page.css";
import { colours } from "./words.js";

const KEPT = "offerkit-playground";
const NAMES = { criteria: "my.criteria", offer: "offer.toml", other: "other.toml" };
const PAUSE = 120; // milliseconds without a key before the texts are decided

// --- the worker: one for all visits to the page -------------------------------------------------

let worker;
let number = 0;
const asked = new Map();

function ask(name, ...given) {
  if (!worker) {
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data: { id, answer, error } }) => {
      const { resolve, reject } = asked.get(id);
      asked.delete(id);
      if (error === undefined) resolve(answer);
      else reject(new Error(error));
    };
    worker.onerror = () => {
      for (const { reject } of asked.values()) reject(new Error("the worker did not start"));
      asked.clear();
      worker.terminate();
      worker = undefined;
    };
  }
  return new Promise((resolve, reject) => {
    number += 1;
    asked.set(number, { resolve, reject });
    worker.postMessage({ id: number, name, given });
  });
}

const data = (name) =>
  fetch(new URL(name, import.meta.url)).then((answer) => {
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  });
let loaded;

// --- the browser --------------------------------------------------------------------------------

function save(name, text, type = "text/plain") {
  const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

const setFragment = (address) => window.history.replaceState(window.history.state, "", address);

/** Shows what offerkit drew in a tree of its own, so that neither's rules reach the other's. */
function draw(host, html) {
  const dark = document.body.getAttribute("data-md-color-scheme") === "slate";
  const tree = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const frame = element("div", { "data-jp-theme-light": String(!dark) });
  frame.innerHTML = html ?? "";
  tree.replaceChildren(frame);
  host.hidden = !html;
}

// --- the page -----------------------------------------------------------------------------------

export async function mount(root) {
  loaded ??= Promise.all([data("words.json"), data("examples.json")]);
  ask("start").catch(() => {});
  const began = performance.now();
  const [words, examples] = await loaded;
  if (!root.isConnected || root.dataset.mounted) return;
  root.dataset.mounted = "true";

  const status = element("p", { role: "status", class: "pg-status" }, "offerkit is loading…");
  const time = element("p", { class: "pg-time" });
  const decision = element("div", { class: "pg-drawn", hidden: true });
  const advice = element("div", { class: "pg-drawn", hidden: true });
  const comparison = element("div", { class: "pg-drawn", hidden: true });
  const message = element("p", { role: "status", class: "pg-message" });

  const editors = {};
  const texts = () =>
    Object.fromEntries(Object.keys(NAMES).map((key) => [key, editors[key].state.doc.toString()]));
  const same = (one, other) => Object.keys(NAMES).every((key) => one[key] === other[key]);

  /** What functions of the worker take first: the texts, and today. */
  function asArguments({ criteria, offer, other }) {
    const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60000);
    return [criteria, offer, other, today.toISOString().slice(0, 10)];
  }

  // --- deciding

  let first = true;
  let waiting;
  let busy = false;
  let latest = null;
  let linked = {};

  function changed(delay = PAUSE) {
    clearTimeout(waiting);
    waiting = setTimeout(decide, delay);
  }

  async function decide() {
    // Only one at a time, and then the texts as they are by then.
    if (busy) return;
    busy = true;
    root.setAttribute("aria-busy", "true");
    const now = texts();
    // An address holds these texts, or none: otherwise loading it again would undo what was typed.
    if (location.hash && !same(now, linked)) setFragment(location.pathname + location.search);
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(now));
    } catch {
      // The browser keeps nothing: the texts stay for as long as the page does.
    }
    const given = asArguments(now);
    latest = given;
    try {
      const start = performance.now();
      const said = await ask("judge", ...given);
      show(said);
      interview.follow();
      const took = performance.now() - (first ? began : start);
      root.dataset[first ? "cold" : "edit"] = String(Math.round(took));
      const what = first ? "Loaded and decided" : "Decided";
      time.textContent = `${what} in ${(took / 1000).toFixed(2)} s, on this device.`;
      first = false;
      if (same(now, texts())) {
        const more = await ask("advise", ...given);
        if (same(now, texts())) {
          underline(more.problems);
          draw(advice, more.html);
          draw(comparison, more.comparison);
          comparing.hidden = !more.comparison;
          await write();
        }
      }
    } catch (error) {
      say(status, `offerkit did not answer: ${error.message}. Reload the page to try again.`);
      root.dataset.failed = error.message;
    } finally {
      busy = false;
      root.removeAttribute("aria-busy");
    }
    if (root.isConnected && !same(now, texts())) changed(0);
    else root.dataset.decided = String(Number(root.dataset.decided ?? 0) + 1);
  }

  const say = (where, text) => {
    if (where.textContent !== text) where.textContent = text;
  };

  function show(said) {
    underline(said.problems);
    root.dataset.verdict = said.verdict ?? "";
    const errors = Object.values(said.problems)
      .flat()
      .filter(({ severity }) => severity === "error").length;
    const mend = `${errors === 1 ? "1 error: fix it" : `${errors} errors: fix them`}, and the verdict is back.`;
    const before = first ? "" : " Below is the decision on the texts before that.";
    say(status, said.verdict ? `${said.words}. ${said.sentence}` : mend + before);
    // The drawing says the same to those who see it.
    status.classList.toggle("pg-unseen", Boolean(said.verdict));
    if (said.verdict) draw(decision, said.html);
    // What was decided before the error stays in sight, and looks as old as it is.
    output.classList.toggle("pg-old", !said.verdict);
  }

  // --- problems

  const lists = {};

  function underline(problems) {
    for (const [key, name] of Object.entries(NAMES)) {
      const view = editors[key];
      const end = view.state.doc.length;
      const found = problems[name];
      const mend = ({ start, end: stop, text }) => {
        view.dispatch({ changes: { from: start, to: stop, insert: text }, userEvent: "input.fix" });
        view.focus();
      };
      const shown = found.map((one) => ({
        from: Math.min(one.start, end),
        to: Math.min(Math.max(one.end, one.start), end),
        severity: one.severity === "note" ? "info" : one.severity,
        message: one.hint ? `${one.message}\n${one.hint}` : one.message,
        actions: one.fixes.map((fix) => ({ name: `Write ${fix.label}`, apply: () => mend(fix) })),
      }));
      view.dispatch(setDiagnostics(view.state, shown));
      lists[key].replaceChildren(
        ...found.map((one) =>
          element(
            "li",
            { class: `pg-${one.severity}` },
            button(`Line ${one.line}`, () => {
              view.dispatch({ selection: { anchor: Math.min(one.start, end) }, scrollIntoView: true });
              view.focus();
            }, { class: "pg-line" }),
            ` ${one.message} `,
            element("a", { href: `../diagnostics/${one.code}/` }, one.code),
            one.hint ? element("span", { class: "pg-hint" }, one.hint) : null,
            ...one.fixes.map((fix) =>
              button(`Write ${fix.label}`, () => mend(fix), { class: "md-button pg-fix" }),
            ),
          ),
        ),
      );
      lists[key].hidden = !found.length;
    }
  }

  // --- editors

  const complete = (key) => async (context) => {
    // Unasked only where a word was begun, or where one has to follow.
    if (!context.explicit && !context.matchBefore(/[\w.]$|["[]$|[<>=] $/)) return null;
    const now = texts();
    const { start, options } = await ask("complete", NAMES[key], now[key], context.pos, now.criteria);
    if (context.aborted || !options.length) return null;
    return {
      from: start,
      options: options.map(({ label, kind, detail, says }, index) => ({
        label,
        type: kind,
        detail: detail.replace(/ \(.*/, ""),
        info: says || undefined,
        // Among those that match as well, in their order.
        boost: -Math.min(index, 99),
      })),
      validFor: /^[\w.]*$/,
    };
  };

  function editor(key, label) {
    const isCriteria = key === "criteria";
    editors[key] = new EditorView({
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          lintGutter(),
          autocompletion({ override: [complete(key)], icons: false }),
          colours(words, isCriteria),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
          EditorView.updateListener.of(({ docChanged }) => docChanged && changed()),
          EditorView.domEventHandlers({
            drop: (event) => {
              const [file] = event.dataTransfer?.files ?? [];
              if (!file) return false;
              event.preventDefault();
              read(file, key);
              return true;
            },
          }),
          // Tab goes on to what is next on the page, so the keyboard is never caught.
          keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
        ],
      }),
    });
    return editors[key].dom;
  }

  function put(key, text) {
    const { state } = editors[key];
    if (state.doc.toString() === text) return;
    editors[key].dispatch({ changes: { from: 0, to: state.doc.length, insert: text } });
  }

  function putAll({ criteria, offer, other = "" }) {
    put("criteria", criteria);
    put("offer", offer);
    put("other", other);
    second.open = Boolean(other);
  }

  // --- files

  async function read(file, key) {
    const ending = /\.(\w+)$/.exec(file.name)?.[1].toLowerCase();
    if (file.size > 9 << 20) return say(message, `${file.name} is too large.`);
    if (ending === "criteria" || ending === "toml") {
      put(ending === "criteria" ? "criteria" : key === "criteria" ? "offer" : key, await file.text());
      unread.hidden = true;
      return say(message, `Opened ${file.name}.`);
    }
    await readAs(file.name, new Uint8Array(await file.arrayBuffer()), key);
  }

  async function readAs(name, bytes, key) {
    say(message, `Reading ${name}…`);
    try {
      const { offer, notes, problems } = await ask("open_file", name, bytes);
      const into = key === "criteria" ? "offer" : key;
      if (offer !== null) put(into, offer);
      if (into === "other" && offer !== null) second.open = true;
      const several = problems.find(({ code }) => code === "several-postings");
      const count = Number(/\d+/.exec(several?.message ?? "")?.[0] ?? 0);
      const choices = Array.from({ length: Math.min(count, 20) }, (_, index) =>
        button(`Posting ${index + 1}`, () => readAs(`${name.split("#")[0]}#${index + 1}`, bytes, key)),
      );
      unread.hidden = !notes.length && !problems.length;
      unread.replaceChildren(
        element("h3", {}, offer === null ? `Why ${name} was not read` : `Not read in ${name}`),
        element(
          "ul",
          {},
          ...[...problems, ...notes].map((one) =>
            element(
              "li",
              {},
              one.fact ? element("code", {}, one.fact) : null,
              one.fact ? " " : null,
              one.message,
              one.words ? element("q", {}, one.words) : null,
              one.hint && !choices.length ? element("span", { class: "pg-hint" }, one.hint) : null,
            ),
          ),
        ),
        ...choices,
      );
      const whole = `Read ${name}: compare each value with its source.`;
      const part = `Read ${name}. Not everything could be read: see the list below the offer.`;
      say(message, offer === null ? `${name} was not read.` : notes.length ? part : whole);
    } catch (error) {
      say(message, `${name} was not read: ${error.message}`);
    }
  }

  const opener = (key, accept) =>
    element(
      "label",
      { class: "md-button pg-file" },
      "Open a file",
      element("input", {
        type: "file",
        accept,
        onchange: ({ target }) => {
          if (target.files[0]) read(target.files[0], key);
          target.value = "";
        },
      }),
    );
  const OFFERS = ".toml,.json,.jsonld,.yaml,.yml,.html,.htm,.txt,.text,.md,.eml,.docx,.pdf";
  const unread = element("section", { class: "pg-unread", hidden: true });

  // --- the letter

  const kinds = element(
    "select",
    { "aria-label": "Kind of letter", onchange: () => write() },
    ...["", ...words.replies].map((kind) =>
      element("option", { value: kind }, kind ? kind : "the one that fits the verdict"),
    ),
  );
  const draft = element("pre", { class: "pg-letter", tabindex: "0", "aria-label": "Letter" });
  const notes = element("pre", { class: "pg-letter", tabindex: "0", "aria-label": "Notes" });
  const writing = element(
    "details",
    { class: "pg-fold", ontoggle: () => write() },
    element("summary", {}, "A letter to answer with"),
    element("p", {}, kinds, " ", button("Copy the letter", () => copy(draft.textContent, "Letter"))),
    draft,
    element("h3", {}, "Notes for the call"),
    notes,
  );

  async function write() {
    if (!writing.open || !latest) return;
    const reply = await ask("letter", ...latest, kinds.value);
    say(draft, reply.letter ?? reply.error);
    say(notes, reply.notes ?? "");
  }

  async function copy(text, what) {
    try {
      await navigator.clipboard.writeText(text);
      say(message, `${what} copied.`);
    } catch {
      say(message, `${what}: the browser does not let this page copy it.`);
    }
  }

  // --- the interview

  const interview = asking({ ask, put, given: () => asArguments(texts()) });

  // --- the whole

  const choice = element(
    "select",
    { id: "pg-example" },
    ...examples.map(({ title }, index) => element("option", { value: index }, title)),
  );
  const bar = element(
    "div",
    { class: "pg-bar" },
    element("label", { for: "pg-example" }, "Situation"),
    choice,
    button("Load", () => {
      putAll(examples[choice.value]);
      say(message, `Loaded: ${examples[choice.value].title}`);
    }),
    interview.opener,
    button("Copy a link", async () => {
      linked = texts();
      setFragment(await packed(linked));
      await copy(location.href, "Link");
    }),
    button("Save the report", async () => {
      const { page } = await ask("report", ...(latest ?? []));
      if (page) save("report.html", page, "text/html");
      else say(message, "There is no report yet: a text has errors.");
    }),
    button("Forget what I typed", () => {
      sessionStorage.removeItem(KEPT);
      putAll(examples[0]);
      unread.hidden = true;
      say(message, "Forgotten. This is the first situation again.");
    }),
  );

  function pane(key, title, accept) {
    lists[key] = element("ul", { class: "pg-problems", "aria-label": `Problems: ${title}`, hidden: true });
    return [
      editor(key, title),
      lists[key],
      element(
        "div",
        { class: "pg-bar" },
        opener(key, accept),
        button("Save", () => save(NAMES[key], editors[key].state.doc.toString())),
      ),
    ];
  }

  const criteriaPane = pane("criteria", "Your criteria", ".criteria");
  const offerPane = pane("offer", "The offer", OFFERS);
  const otherPane = pane("other", "A second offer", OFFERS);
  const second = element(
    "details",
    { class: "pg-fold" },
    element("summary", {}, "A second offer, to compare"),
    ...otherPane,
  );
  const comparing = element(
    "section",
    { hidden: true },
    element("h2", {}, "Compared"),
    comparison,
  );
  const output = element(
    "section",
    { class: "pg-output", "aria-label": "Decision" },
    element("h2", {}, "The decision"),
    status,
    time,
    decision,
    advice,
    comparing,
    writing,
  );
  root.replaceChildren(
    element("style", {}, looks),
    bar,
    message,
    element(
      "div",
      { class: "pg-columns" },
      element(
        "section",
        { class: "pg-input", "aria-label": "Texts" },
        interview.section,
        element("h2", {}, "Your criteria"),
        ...criteriaPane,
        element("h2", {}, "The offer"),
        element("p", { class: "pg-hint" }, "Or drop an offer letter or a saved job page here."),
        ...offerPane,
        unread,
        second,
      ),
      output,
    ),
  );
  root.addEventListener("dragover", (event) => event.preventDefault());
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) read(file, second.contains(event.target) ? "other" : "offer");
  });
  // Drawings follow the colours of the page.
  new MutationObserver(() => {
    const dark = document.body.getAttribute("data-md-color-scheme") === "slate";
    for (const host of [decision, advice, comparison]) {
      host.shadowRoot?.firstElementChild?.setAttribute("data-jp-theme-light", String(!dark));
    }
  }).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });

  async function fromLink() {
    try {
      const found = await unpacked(location.hash);
      if (found) {
        putAll(found);
        linked = texts();
        say(message, "These texts are from the link.");
      }
      return Boolean(found);
    } catch {
      say(message, "The link is damaged, so its texts cannot be read.");
      return false;
    }
  }
  const onLink = () => (root.isConnected ? fromLink() : removeEventListener("hashchange", onLink));
  addEventListener("hashchange", onLink);
  if (!(await fromLink())) putAll(kept() ?? examples[0]);
  clearTimeout(waiting);
  await decide();
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT));
  } catch {
    return null;
  }
}
