// CSS selectors, as many as plotly writes: tags, classes, ids, attributes, :not and :first-child, beside and
// below one another.

/** What a selector asks an element for. */
export interface Selectable {
  readonly localName: string;
  readonly parentNode: unknown;
  readonly previousElementSibling: unknown;
  getAttribute(name: string): string | null;
}

type Test = (element: Selectable) => boolean;

/** A compound selector, and where the one before it must match: in the parent, or in any ancestor. */
interface Step {
  test: Test;
  combinator: " " | ">";
}

const known = new Map<string, Test>();

/** Whether the selector matches; throws SyntaxError where it cannot be read. */
export function matcher(selector: string): Test {
  let test = known.get(selector);
  if (test === undefined) {
    if (known.size > 2000) known.clear();
    known.set(selector, (test = readList(selector)));
  }
  return test;
}

function readList(selector: string): Test {
  const tests = selector.split(/,(?![^[(]*[\])])/).map((part) => chain(readSteps(part.trim(), selector)));
  return (element) => tests.some((test) => test(element));
}

function chain(steps: readonly Step[]): Test {
  const matches = (element: Selectable, at: number): boolean => {
    if (!steps[at].test(element)) return false;
    if (at === 0) return true;
    for (let above = parentOf(element); above !== undefined; above = parentOf(above)) {
      if (matches(above, at - 1)) return true;
      if (steps[at].combinator === ">") return false;
    }
    return false;
  };
  return (element) => matches(element, steps.length - 1);
}

function parentOf({ parentNode }: Selectable): Selectable | undefined {
  return parentNode !== null && "localName" in (parentNode as object)
    ? (parentNode as Selectable)
    : undefined;
}

const compound = /\s*([>\s]?)\s*((?:\*|[\w-]+|\.[\w-]+|#[\w-]+|\[[^\]]+\]|:not\([^)]*\)|:first-child)+)/y;
const simple = /\*|[\w-]+|\.[\w-]+|#[\w-]+|\[[^\]]+\]|:not\([^)]*\)|:first-child/g;

function readSteps(text: string, selector: string): Step[] {
  const steps: Step[] = [];
  compound.lastIndex = 0;
  while (compound.lastIndex < text.length) {
    const found = compound.exec(text);
    if (found === null) throw new SyntaxError(`"${selector}" is not a selector that is known here`);
    steps.push({ test: all(found[2]), combinator: found[1] === ">" ? ">" : " " });
  }
  return steps;
}

function all(text: string): Test {
  const tests = text.match(simple)!.map(readSimple);
  return tests.length === 1 ? tests[0] : (element) => tests.every((test) => test(element));
}

function readSimple(text: string): Test {
  const rest = text.slice(1);
  if (text === "*") return () => true;
  if (text === ":first-child") return (element) => element.previousElementSibling === null;
  if (text.startsWith(":not(")) return not(all(text.slice(5, -1)));
  if (text.startsWith(".")) return (element) => hasWord(element.getAttribute("class"), rest);
  if (text.startsWith("#")) return (element) => element.getAttribute("id") === rest;
  if (text.startsWith("[")) return attribute(text.slice(1, -1));
  return ({ localName }) => localName === text;
}

const not =
  (test: Test): Test =>
  (element) =>
    !test(element);

function attribute(text: string): Test {
  const [, name, operator = "", value = ""] = /^([\w:-]+)(?:([~^$*]?=)"?([^"]*)"?)?$/.exec(text) ?? [];
  const agrees = operators[operator];
  return (element) => {
    const own = element.getAttribute(name);
    return own !== null && agrees(own, value);
  };
}

const operators: Readonly<Record<string, (own: string, value: string) => boolean>> = {
  "": () => true,
  "=": (own, value) => own === value,
  "~=": hasWord,
  "^=": (own, value) => own.startsWith(value),
  "$=": (own, value) => own.endsWith(value),
  "*=": (own, value) => own.includes(value),
};

/** Whether a list of words, as `class` is one, has this word. */
export function hasWord(words: string | null, word: string): boolean {
  if (words === null) return false;
  for (let at = words.indexOf(word); at >= 0; at = words.indexOf(word, at + 1)) {
    if (isGap(words, at - 1) && isGap(words, at + word.length)) return true;
  }
  return false;
}

function isGap(words: string, at: number): boolean {
  return at < 0 || at >= words.length || /\s/.test(words[at]);
}
