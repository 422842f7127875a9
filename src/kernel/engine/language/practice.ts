// The cells that the compiler is practised with: what beginners write, so that the functions which their cells
// need are called.

/**
 * With so many the first ten cells take about half of the time; each costs 10 milliseconds of a core, and more
 * of them gain little.
 */
export const practiceCells = 20;

/** Each has a text of its own: a text that is known is not parsed. */
export function practiceCell(i: number): string {
  return `const xs = [1, 2, ${i}].map((x) => x * 2);
function f(x: number): number {
  return x * ${i};
}
console.log(\`\${f(2)}\`, xs.length);
f(3)`;
}
