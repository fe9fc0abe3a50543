// The interview as a form: one question after the other about the texts in the editors, and each
// answer put into the text of the offer. What is asked, and what an answer means, comes from the
// worker.

import { button, element } from "./elements.js";

const CRITERIA = 0;
const OFFER = 1; // places in what the worker's functions take
const BLANK = /^\s*(#.*\s*)*$/;

/**
 * Returns the button that opens the interview, its section, and what to call when texts change.
 *
 * `ask` calls the worker, `put` sets the text of an editor, `given` returns the worker's arguments.
 */
export function asking({ ask, put, given }) {
  const title = element("h2", { id: "pg-asking" }, "Be asked");
  const taken = element("div", { role: "status", class: "pg-taken" });
  const form = element("div");
  const section = element(
    "section",
    { class: "pg-asking", "aria-labelledby": "pg-asking", hidden: true },
    title,
    taken,
    form,
  );
  const opener = button("Be asked", open, { "aria-expanded": "false" });

  let aside = []; // facts that are not asked again
  let before = []; // what was so before each answer
  let about = null; // the texts that the question is about
  let busy = false;

  const key = () => JSON.stringify(given().slice(CRITERIA, OFFER + 1));

  function open() {
    section.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    aside = [];
    before = [];
    taken.replaceChildren();
    next({ focus: true });
  }

  function close() {
    section.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  }

  /** Goes on: with the answer, if there is one, and otherwise with what the texts lead to. */
  async function next({ answer = null, focus = false }) {
    if (busy) return;
    busy = true;
    section.setAttribute("aria-busy", "true");
    const texts = given();
    const start = key();
    try {
      if (BLANK.test(texts[CRITERIA])) {
        const { packs } = await ask("topics");
        about = start;
        return showTopics(packs, focus);
      }
      const found = await ask("interview", ...texts, aside, answer);
      // Somebody has typed meanwhile: the question is about other texts, and `follow` asks again.
      if (key() !== start) return;
      if (found.refused) return refuse(found.refused);
      if (answer !== null && !found.error) {
        before.push({ offer: texts[OFFER], aside });
        put("offer", found.offer);
      }
      about = key();
      aside = found.aside ?? aside;
      show(found, focus);
    } catch (error) {
      form.replaceChildren(element("p", { role: "alert" }, `offerkit did not answer: ${error.message}.`));
    } finally {
      busy = false;
      section.removeAttribute("aria-busy");
    }
  }

  /** Asks again where the texts are other ones than those that were asked about. */
  function follow() {
    if (section.hidden || busy || about === key()) return;
    // Taking an answer back would also take back what was typed since.
    before = [];
    taken.replaceChildren();
    next({});
  }

  function skip(fact) {
    before.push({ offer: given()[OFFER], aside });
    aside = [...aside, fact];
    taken.replaceChildren(element("p", {}, "Left for another time."));
    next({ focus: true });
  }

  function back() {
    const last = before.pop();
    aside = last.aside;
    put("offer", last.offer);
    taken.replaceChildren(element("p", {}, "Taken back."));
    next({ focus: true });
  }

  // --- what is shown

  const bar = (...children) => element("div", { class: "pg-bar" }, ...children);
  const heading = (text) => element("h3", { id: "pg-question", tabindex: "-1" }, text);
  const ways = () => [before.length ? button("Back", back) : null, button("Close", close)];

  function show(found, focus) {
    if (found.error) return form.replaceChildren(element("p", {}, found.error), bar(...ways()));
    if (found.taken.length) {
      const [first, ...settled] = found.taken;
      taken.replaceChildren(
        element("p", {}, first),
        element("ul", {}, ...settled.map((line) => element("li", {}, line.replace(/^- /, "")))),
      );
    }
    const first = found.question ? showQuestion(found) : showEnd(found);
    if (focus) first.focus();
  }

  function showQuestion({ question, choices, may_not_apply: mayNotApply }) {
    const answer = (text) => next({ answer: text, focus: true });
    const title = heading(question.question);
    const input = element("input", {
      class: "pg-answer",
      "aria-labelledby": "pg-question",
      "aria-describedby": "pg-refused pg-how",
      autocomplete: "off",
      maxlength: "1000",
    });
    const decides = question.waiting.map(({ label }) => label).join("; ");
    form.replaceChildren(
      element(
        "div",
        { role: "group", "aria-labelledby": "pg-question" },
        title,
        decides ? element("p", { class: "pg-hint" }, `What it decides: ${decides}`) : null,
        choices.length ? bar(...choices.map((one) => button(one, () => answer(one)))) : null,
        element(
          "form",
          {
            class: "pg-bar",
            onsubmit: (event) => {
              event.preventDefault();
              if (input.value.trim()) answer(input.value);
            },
          },
          input,
          element("button", { class: "md-button" }, "Answer"),
        ),
        element("p", { id: "pg-refused", class: "pg-refused", role: "alert" }),
        element(
          "p",
          { id: "pg-how", class: "pg-hint" },
          "Answer as you would tell a friend: a level, yes or no, 60k-75k, about 40 minutes.",
        ),
        bar(
          button("I don't know", () => answer("don't know")),
          mayNotApply ? button("Does not apply", () => answer("doesn't apply")) : null,
          button("Skip", () => skip(question.fact)),
          ...ways(),
        ),
      ),
    );
    // Where there are buttons, one Enter too many must not press the first of them.
    return choices.length ? title : input;
  }

  function refuse(lines) {
    form.querySelector("#pg-refused").textContent = lines.join(" ");
    const input = form.querySelector(".pg-answer");
    input.setAttribute("aria-invalid", "true");
    input.focus();
    input.select();
  }

  function showEnd({ words, sentence, possible, notes, for_you: yours }) {
    const title = heading(possible.length > 1 ? `${words}, as far as you can tell` : `Settled: ${words.toLowerCase()}`);
    form.replaceChildren(
      title,
      element("p", {}, sentence),
      notes ? element("h3", {}, "For the call") : null,
      notes ? element("pre", { class: "pg-letter", tabindex: "0", "aria-label": "For the call" }, notes) : null,
      yours.length ? element("h3", {}, "For you to find out") : null,
      yours.length ? element("ul", {}, ...yours.map(({ question }) => element("li", {}, question))) : null,
      bar(...ways()),
    );
    return title;
  }

  function showTopics(packs, focus) {
    const box = (label, more) => {
      const input = element("input", { type: "checkbox", ...more });
      return [input, element("label", {}, input, " ", label)];
    };
    const chosen = packs.map(({ name, title, purpose, labels }) => {
      const lines = labels.map((label) => [label, ...box(label, { checked: true })]);
      const inner = element(
        "fieldset",
        { hidden: true },
        element("legend", {}, "Each of these would make the verdict decline"),
        ...lines.map(([, , line]) => line),
      );
      const [input, label] = box(title, {
        onchange: () => {
          inner.hidden = !input.checked || !lines.length;
        },
      });
      const part = element("div", {}, label, element("p", { class: "pg-hint" }, purpose), inner);
      return { name, input, lines, part };
    });
    const write = async () => {
      const used = chosen.filter(({ input }) => input.checked);
      const wrong = form.querySelector("#pg-refused");
      wrong.textContent = used.length ? "" : "Tick at least one of them.";
      if (!used.length) return chosen[0].input.focus();
      const left = used.flatMap(({ lines }) => lines.filter(([, input]) => !input.checked));
      const { criteria } = await ask("begin", used.map(({ name }) => name), left.map(([label]) => label));
      put("criteria", criteria);
      next({ focus: true });
    };
    const title = heading("What would make you turn it down?");
    form.replaceChildren(
      element(
        "div",
        { role: "group", "aria-labelledby": "pg-question", class: "pg-topics" },
        title,
        ...chosen.map(({ part }) => part),
        element("p", { id: "pg-refused", class: "pg-refused", role: "alert" }),
        bar(button("Write the criteria", write), ...ways()),
      ),
    );
    if (focus) title.focus();
  }

  return { opener, section, follow };
}
