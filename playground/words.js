// Colours of criteria and offers, by the words that the build writes to words.json.

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
