// A formula as it is written on paper, as an arrow function.

const functions: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Math));

/** `"sin(x)^2 + 2x"` is `(x) => Math.sin(x) ** 2 + 2 * x`; a text that is no formula gives an example. */
export function arrowOf(formula: string): string {
  if (!/^[\w\s.+\-*/^()]+$/.test(formula)) return "(x) => x ** 2";
  const body = formula
    .replace(/\^/g, " ** ")
    .replace(/(?<![\w.])(\d+(?:\.\d+)?)(?=[A-Za-z(])/g, "$1 * ")
    .replace(/(?<![\w.])[A-Za-z]+(?=\s*\()/g, (name) => (functions.has(name) ? `Math.${name}` : name))
    .replace(/(?<![\w.])pi(?![\w(])/g, "Math.PI")
    .replace(/ {2,}/g, " ");
  const variables = [...new Set(body.match(/(?<![\w.])[A-Za-z]\w*(?![\w.(])/g) ?? [])].filter(
    (v) => v !== "Math",
  );
  return `(${variables.length > 0 ? variables.join(", ") : "x"}) => ${body}`;
}
