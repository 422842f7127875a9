// Lines of Python, which the parser refuses in words of its own.

import type { Edit } from "../types";
import { type Advised, brief, type Complaint, lineOf, textRow } from "./row";

interface Line {
  /** The parts of the line that the pattern names. */
  parts: readonly string[];
  written: string;
  /** Where the matched text stands in the cell. */
  at: number;
  length: number;
}

/** Finds a pattern in the line of the complaint; `write` says what stands here in its place. */
function inLine(
  pattern: RegExp,
  write: (parts: readonly string[]) => string,
): (complaint: Complaint) => Line | undefined {
  return (complaint) => {
    const { text, at } = lineOf(complaint);
    const found = new RegExp(pattern, `${pattern.flags}d`).exec(withoutComment(text));
    if (!found) return undefined;
    const parts = found.indices!.slice(1).map((span) => (span ? text.slice(...span).trim() : ""));
    return { parts, written: write(parts), at: at + found.index, length: found[0].length };
  };
}

/** What stands behind `//`, and inside quotes, is no code. */
function withoutComment(line: string): string {
  const blank = (text: string): string => text.replace(/./g, "·");
  return line.replace(/\/\/.*$|(?<!\b[fFrRbBuU])(["'])(?:\\.|(?!\1).)*\1/g, (text) =>
    text.startsWith("//") ? "" : text[0] + blank(text.slice(1, -1)) + text[0],
  );
}

const written = ({ at, length, written: text }: Line): readonly Edit[] => [{ start: at, length, text }];

/** The words of the sentence, for patterns that are all answered in the same way. */
function says(what: string, zhWhat: string): { en: (line: Line) => string; zh: (line: Line) => string } {
  return {
    en: ({ written: text }) => `${what} is Python; here write ${brief(text, 60)}`,
    zh: ({ written: text }) => `${zhWhat}是 Python 的写法；这里请写 ${brief(text, 60)}`,
  };
}

function importOf(module: string, names: string): string {
  if (module === "math" || module === "cmath") return `Math.${names.split(/\W/)[0] || "sin"}(x)`;
  if (/^(numpy|torch|jax|autograd|tensorflow)\b/.test(module)) return 'import { tensor, grad } from "nablab"';
  if (/^(matplotlib|d2l)\b/.test(module)) return 'import { plot } from "nablab"';
  if (/^sympy\b/.test(module)) return 'import { symbolic } from "nablab"';
  return `import ${names ? `{ ${names} }` : `* as ${module.split(".").at(-1)}`} from "${module}"`;
}

const loops: readonly Advised<Complaint>[] = [
  textRow({
    name: "range loop of Python",
    find: inLine(
      /\bfor\s+(\w+)\s+in\s+range\(\s*([^,()]+?)\s*(?:,\s*([^,()]+?)\s*)?\)\s*:/,
      ([i, first, second]) => {
        const [from, to] = second ? [first, second] : ["0", first];
        return `for (let ${i} = ${from}; ${i} < ${to}; ${i}++) { … }`;
      },
    ),
    ...says("`for … in range(…):`", "`for … in range(…):` "),
  }),
  textRow({
    name: "loop of Python",
    find: inLine(
      /^\s*for\s+([\w,\s]+?)\s+in\s+(.+):\s*$/,
      ([x, xs]) => `for (const ${x.includes(",") ? `[${x}]` : x} of ${xs}) { … }`,
    ),
    ...says("`for … in …:`", "`for … in …:` "),
  }),
  textRow({
    name: "comprehension of Python",
    find: inLine(
      /\[([^[\]]+?)\s+for\s+(\w+)\s+in\s+([\w.]+|\[[^\]]*\]|range\([^)]*\))(?:\s+if\s+([^\]]+))?\]/,
      ([value, x, xs, when]) => {
        const count = /^range\(([^,]+)\)$/.exec(xs)?.[1];
        const list = count ? `Array.from({ length: ${count} }, (_, i) => i)` : xs;
        return `${list}${when ? `.filter((${x}) => ${when})` : ""}.map((${x}) => ${value})`;
      },
    ),
    ...says("`[… for … in …]`", "`[… for … in …]` "),
    fix: written,
  }),
];

export const pythonRows: readonly Advised<Complaint>[] = [
  textRow({
    name: "def of Python",
    find: inLine(
      /^\s*(?:async\s+)?def\s+(\w+)\s*\(([^)]*)\)?.*$/,
      ([name, parameters]) => `function ${name}(${parameters}) { return … }`,
    ),
    ...says("`def`", "`def` "),
  }),
  textRow({
    name: "lambda of Python",
    find: inLine(/\blambda\b\s*([\w\s,]*?)\s*:\s*/, ([parameters]) => `(${parameters}) => `),
    en: ({ written: text }) => `\`lambda\` is Python; here write ${text}…`,
    zh: ({ written: text }) => `\`lambda\` 是 Python 的写法；这里请写 ${text}…`,
    fix: written,
  }),
  textRow({
    name: "comment of Python",
    find: (complaint) => {
      const { text, at } = lineOf(complaint);
      const found = /(?:^|\s)(#+)(?!!)/.exec(withoutComment(text));
      if (!found) return undefined;
      const start = at + found.index + found[0].length - found[1].length;
      return { parts: [], written: "//", at: start, length: found[1].length };
    },
    en: () => "A comment begins with //, not with #.",
    zh: () => "注释以 // 开头，而不是 #。",
    fix: written,
  }),
  textRow({
    name: "import of Python",
    find: inLine(/^\s*import\s+([\w.]+)(?:\s+as\s+(\w+))?\s*;?\s*$/, ([module]) => importOf(module, "")),
    ...says("`import …` without from", "没有 from 的 `import …` "),
  }),
  textRow({
    name: "from import of Python",
    find: inLine(/^\s*from\s+([\w.]+)\s+import\s+([^#;]+)/, ([module, names]) => importOf(module, names)),
    ...says("`from … import …`", "`from … import …` "),
  }),
  textRow({
    name: "f-string of Python",
    find: (complaint) => {
      const { text, at } = lineOf(complaint);
      const found = /(?<![\w"'])[fF](["'])((?:\\.|(?!\1).)*)\1/.exec(text);
      if (!found) return undefined;
      const inside = found[2].replace(/\{([^{}:]+)(:[^{}]*)?\}/g, "${$1}");
      return { parts: [], written: `\`${inside}\``, at: at + found.index, length: found[0].length };
    },
    ...says('`f"…"`', '`f"…"` '),
    fix: written,
  }),
  textRow({
    name: "docstring of Python",
    find: inLine(/("""|''')/, () => "/* … */"),
    ...says('`"""`', '`"""` '),
  }),
  textRow({
    name: "print of Python",
    find: inLine(/^\s*print\s+([^(\s].*?)\s*$/, ([value]) => `console.log(${value})`),
    ...says("`print …`", "`print …` "),
    fix: written,
  }),
  ...loops,
  textRow({
    name: "elif of Python",
    find: inLine(
      /\belif\b\s*(.*?)\s*[:{]?\s*$/,
      ([condition]) => `} else if (${plainCondition(condition) || "…"}) {`,
    ),
    ...says("`elif`", "`elif` "),
  }),
  textRow({
    name: "condition of Python",
    find: inLine(
      /^\s*(if|while)\b\s*([^{?]+?)\s*:\s*([^{]*)$/,
      ([word, condition]) => `${word} (${plainCondition(condition)}) { … }`,
    ),
    ...says("A colon behind a condition", "条件后面的冒号"),
  }),
  textRow({
    name: "block of Python",
    find: inLine(/^\s*(else|try|finally|except|class|with)\b([^:{]*):\s*$/, ([word, rest]) =>
      word === "except" ? "} catch (error) { … }" : `${word}${rest ? ` ${rest}` : ""} { … }`,
    ),
    ...says("A colon that opens a block", "用冒号开始的代码块"),
  }),
  textRow({
    name: "choice of Python",
    find: inLine(
      /(?<![\w.])(?!else\b)([\w.()"'·]+)\s+if\s+(.+?)\s+else\s+([^;]+)/,
      ([yes, condition, no]) => `${condition} ? ${yes} : ${no}`,
    ),
    ...says("`a if b else c`", "`a if b else c` "),
    fix: written,
  }),
  textRow({
    name: "is of Python",
    find: inLine(
      /(?<![\w.])is\s+(not\s+)?(None|True|False|\w+)/,
      ([not, value]) =>
        `${not ? "!==" : "==="} ${{ None: "null", True: "true", False: "false" }[value] ?? value}`,
    ),
    ...says("`is`", "`is` "),
    fix: written,
  }),
  textRow({
    name: "and, or, not of Python",
    find: inLine(
      /(?<![\w.])(and|or|not)\s+(?=[\w("'[!-])/,
      ([word]) => ({ and: "&& ", or: "|| ", not: "!" })[word]!,
    ),
    en: ({ parts, written: text }) => `\`${parts[0]}\` is Python; here it is ${text.trim()}.`,
    zh: ({ parts, written: text }) => `\`${parts[0]}\` 是 Python 的写法；这里请写 ${text.trim()}。`,
    fix: written,
  }),
  textRow({
    name: "<> of Python",
    find: inLine(/(?<=[\w)\]]\s*)<>/, () => "!=="),
    ...says("`<>`", "`<>` "),
    fix: written,
  }),
  textRow({
    name: "raise of Python",
    find: inLine(/^\s*raise\s+(\w+)(?:\((.*)\))?/, ([, message]) => `throw new Error(${message || '"…"'})`),
    ...says("`raise`", "`raise` "),
  }),
  textRow({
    name: "command of IPython",
    find: inLine(/^\s*[%!]{1,2}\s*([a-z][\w-]*)\b(.*)$/, ([command, rest]) =>
      shellCall(`${command} ${rest}`.trim()),
    ),
    en: ({ parts: [command], written: text }) =>
      `A line behind % or ! is a command of IPython or its shell: ${withoutShell(command)?.en ?? `write ${text}, or run it in a terminal`}.`,
    zh: ({ parts: [command], written: text }) =>
      `% 或 ! 开头的是 IPython 或 shell 的命令：${withoutShell(command)?.zh ?? `请写 ${text}，或在终端里运行它`}。`,
    fix: (line) => (withoutShell(line.parts[0]) ? undefined : written(line)),
  }),
];

/** What takes the place of commands for which no shell is needed. */
function withoutShell(command: string): { en: string; zh: string } | undefined {
  if (/^(pip3?|conda|mamba|npm|yarn|pnpm|uv)$/.test(command))
    return {
      en: "packages are installed by npm install … in a terminal, in the notebook's folder",
      zh: "请在终端里、在笔记本所在的文件夹中运行 npm install … 来安装软件包",
    };
  if (/^(matplotlib|config|load_ext|autoreload|reload_ext|precision|pylab)$/.test(command))
    return { en: "leave it out, nothing has to be set here", zh: "这里不需要它，请删去这一行" };
  if (/^(time|timeit|prun)$/.test(command))
    return {
      en: 'write console.time("…") before the code and console.timeEnd("…") behind it',
      zh: '请在代码前写 console.time("…")，在代码后写 console.timeEnd("…")',
    };
  return undefined;
}

function shellCall(command: string): string {
  return `require("node:child_process").execSync(${JSON.stringify(command)}, { stdio: "inherit" })`;
}

function plainCondition(text: string): string {
  const words = text
    .replace(/\band\b/g, "&&")
    .replace(/\bor\b/g, "||")
    .replace(/\bnot\s+/g, "!");
  return words.replace(/^\((.*)\)$/, "$1");
}
