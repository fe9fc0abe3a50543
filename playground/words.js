// Colours and completion of criteria and offers, by the words that the build writes to words.json:
// the facts of the schema, and the keywords of the language.

import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { tags } from "@lezer/highlight";

const style = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--md-code-hl-keyword-color)" },
  { tag: tags.string, color: "var(--md-code-hl-string-color)" },
  { tag: tags.number, color: "var(--md-code-hl-number-color)" },
  { tag: tags.atom, color: "var(--md-code-hl-constant-color)" },
  { tag: tags.propertyName, color: "var(--md-code-hl-name-color)" },
  { tag: tags.comment, color: "var(--md-code-hl-comment-color)", fontStyle: "italic" },
]);

export const colours = (words, isCriteria) => [
  isCriteria ? criteria(words) : StreamLanguage.define(toml),
  syntaxHighlighting(style),
];

const criteria = ({ statements, clauses, operators, levels, types }) => {
  const keywords = new Set([...statements, ...clauses, ...operators, ...types]);
  const atoms = new Set(levels);
  return StreamLanguage.define({
    name: "criteria",
    languageData: { commentTokens: { line: "#" } },
    token(stream) {
      if (stream.eatSpace()) return null;
      if (stream.match(/^#.*/)) return "comment";
      if (stream.match(/^"(\\.|[^"\\])*"?/)) return "string";
      if (stream.match(/^[0-9][0-9_.,]*[kKmM%]?/)) return "number";
      const word = stream.match(/^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*/);
      if (!word) return stream.next() && null;
      if (keywords.has(word[0])) return "keyword";
      if (atoms.has(word[0])) return "atom";
      return word[0].includes(".") ? "propertyName" : null;
    },
  });
};

const VIEW = /^(promised|current)\./;

const option = (fact, label) => ({
  label,
  type: "property",
  detail: fact.type.replace(/ \(.*/, ""),
  info: fact.question,
});
const level = (label, index) => ({ label, type: "constant", boost: -index });
const word = (kind) => (label) => ({ label, type: kind });

const statementsOf = (words) => words.statements.map(word("keyword"));

export const criteriaCompletion = (words) => (context) => {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (/^[^"#]*("[^"]*"[^"#]*)*#/.test(before)) return null;
  if ((before.match(/"/g) ?? []).length % 2) return null;
  const typed = /[A-Za-z0-9_.]*$/.exec(before)[0];
  const from = context.pos - typed.length;
  const rest = before.slice(0, before.length - typed.length);
  if (!typed && !context.explicit && !/[<>=!] $/.test(rest)) return null;
  if (/^\s*$/.test(rest)) return { from, options: statementsOf(words), validFor: /^\w*$/ };
  // After a comparison with a fact that has levels, its levels come first.
  const compared = /([a-z][\w.]*)\s*(?:[<>]=?|!?=|≤|≥|≠|is|at least|at most|to|from)\s*$/.exec(rest);
  const path = compared?.[1].replace(VIEW, "");
  const fact = words.facts.find((one) => one.path === path) ?? upTo(words, rest);
  if (fact?.levels.length) {
    const quoted = fact.type.startsWith("one of");
    const texts = fact.levels.map((text) => (quoted ? `"${text}"` : text));
    return { from, options: texts.map(level), validFor: /^"?\w*$/ };
  }
  const view = VIEW.exec(typed)?.[0] ?? "";
  const facts = words.facts.map((one) => option(one, view + one.path));
  const named = [...own(context.state.doc.toString())].map(word("variable"));
  const others = typed.includes(".")
    ? []
    : [...words.clauses, ...words.operators].map(word("keyword"));
  return { from, options: [...facts, ...named, ...others], validFor: /^[\w.]*$/ };
};

// `negotiable manager.presence up to …` and `prefer … from …`.
const upTo = (words, rest) => {
  const found = /([a-z][\w.]*)\s+(?:(?:up|down)\s+)?(?:to|from)\s+(?:\w+\s+to\s+)?$/.exec(rest);
  return words.facts.find((one) => one.path === found?.[1]);
};

function* own(text) {
  for (const [, name] of text.matchAll(/^\s*(?:let|fact)\s+([a-z][\w.]*)/gm)) yield name;
}

export const offerCompletion = (words) => (context) => {
  const { doc } = context.state;
  const line = doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const groups = [...new Set(words.facts.map(({ path }) => path.replace(/\.[^.]*$/, "")))];
  const header = /^\s*\[([\w.]*)$/.exec(before);
  if (header) {
    const all = [...groups, ...groups.flatMap((name) => [`promised.${name}`, `current.${name}`])];
    const from = context.pos - header[1].length;
    return { from, options: all.map(word("namespace")), validFor: /^[\w.]*$/ };
  }
  let group = "";
  for (let number = line.number - 1; number > 0 && !group; number--) {
    group = /^\s*\[([\w.]+)\]/.exec(doc.line(number).text)?.[1] ?? "";
  }
  const within = group.replace(VIEW, "");
  const prefix = within && !["promised", "current"].includes(within) ? `${within}.` : "";
  const value = /^\s*([\w.]+)\s*=\s*(["']?)(\w*)$/.exec(before);
  if (value) {
    const [, key, quote, typed] = value;
    const fact = words.facts.find(({ path }) => path === prefix + key.replace(VIEW, ""));
    if (!fact?.example || (!quote && !context.explicit && !typed)) return null;
    const isYesNo = fact.type === "yes/no";
    const texts = isYesNo ? ["true", "false"] : fact.levels.length ? fact.levels : [];
    const shown = quote || isYesNo ? texts : texts.map((text) => `"${text}"`);
    const options = shown.length ? shown.map(level) : [{ label: fact.example, type: "constant" }];
    const start = !shown.length && quote ? 1 : 0;
    return { from: context.pos - typed.length - start, options, validFor: /^["']?\w*$/ };
  }
  const key = /^\s*([\w.]*)$/.exec(before);
  if (!key || (!key[1] && !context.explicit)) return null;
  const options = words.facts
    .filter(({ path, example }) => example && path.startsWith(prefix))
    .map((one) => ({
      ...option(one, one.path.slice(prefix.length)),
      apply: `${one.path.slice(prefix.length)} = ${one.example}`,
    }));
  return { from: context.pos - key[1].length, options, validFor: /^[\w.]*$/ };
};
