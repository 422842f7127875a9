"""Rows on type errors and tracebacks."""

import re

from client import PATIENCE, Failed
from rows import need, row


def told(run):
    """The traceback of a run as text, without colours."""
    error = run.error or run.reply
    if not error.get("traceback"):
        raise Failed(f"no traceback: {run.reply} {run.text('stderr')[:300]}")
    return re.sub(r"\x1b\[[\d;]*m", "", "\n".join(error["traceback"]))


def has(*patterns):
    def check(run):
        text = told(run)
        missing = [p for p in patterns if not re.search(p, text, re.M)]
        return need(not missing, f"no {missing} in\n{text}")

    return check


def place(line, column):
    return rf"line {line}, column {column}\b|:{line}:{column}\b"


def caret(text, quoted, at, length=1):
    """Whether the line is quoted, and a caret stands under the character `at` of it."""
    lines = text.split("\n")
    for line, below in zip(lines, lines[1:]):
        start = line.find(quoted)
        if start >= 0 and below.strip().startswith("^") and below.index("^") == start + at:
            return need(below.count("^") >= length, f"too few carets in\n{text}")
    raise Failed(f"no caret under character {at} of {quoted!r} in\n{text}")


def cell(run, back=0):
    """How a traceback calls the cell that ran `back` cells before."""
    return rf"Cell\s+(In\s?)?\[{run.reply['execution_count'] - back}\]"


# type errors -----------------------------------------------------------------

WRONG = 'let a: number = 1;\nlet b: string = a;\n  nobody()'

row("type errors", "are an error message of the name TypeScriptError", WRONG, None, lambda r: r.error["ename"] == "TypeScriptError")
row("type errors", "every diagnostic with its code", WRONG, None, has("TS2322", "TS2304"))
row("type errors", "line and column of each, and the cell", WRONG, None, lambda r: has(cell(r), place(2, 5), place(3, 3))(r))
row("type errors", "each line quoted, with a caret", WRONG, None,
    lambda r: caret(told(r), "let b: string = a;", 4) and caret(told(r), "nobody()", 0, 6))
row("type errors", "the same in the reply, nothing on stderr", WRONG, None,
    lambda r: r.reply["status"] == "error" and all(r.reply[k] == r.error[k] for k in ("ename", "evalue", "traceback")) and not r.text("stderr"))
row("type errors", "nothing of the cell has run", 'console.log("ran");\n(globalThis as any).ran = 1;\nlet wrong: string = 1', None,
    lambda r: r.reply["status"] == "error" and not r.text() and r.kernel.run("(globalThis as any).ran").shown in ("", "undefined"))
row("type errors", "what earlier cells declared stays as it was", ["let keeps = 1", 'let keeps = 2; let bad: string = 1', "keeps"], None,
    lambda r: r.shown == "1")
row("type errors", "of values from earlier cells", ["let fromEarlier = 1", "let toLater: string = fromEarlier"], None, has("TS2322"))
row("type errors", "of an argument to an earlier cell's function", ["function wantsText(s: string) { return s }", "wantsText(5)"], None, has("TS2345"))
row("type errors", "in a local file name the file, its line and a caret", 'import { n } from "./wrong"; n', None,
    lambda r: has(r"wrong\.ts", place(4, 14), "TS2322")(r) and caret(told(r), "export const n: number", 13))
row("type errors", "carets after an emoji and a tab stand under their character", 'let s = "😀"; let wide: string = 1', None,
    lambda r: any("wide" in q and under.index("^") in (q.index("wide"), q.index("wide") + 1) for q, under in pairs(told(r))))
row("type errors", "a syntax error has its place and a caret", "let fine = 1;\nlet = }", "fine = 1\nx = = 1",
    lambda r: has(r"line 2|:2:\d", r"^\s*\^", "let = }|x = = 1")(r))


def pairs(text):
    lines = text.split("\n")
    return [(a, b) for a, b in zip(lines, lines[1:]) if b.strip() and set(b.strip()) <= {"^", "~"}]


# The first cell takes its time: all are sent before the second can be refused, also on a busy machine.
@row("type errors", "queued cells are aborted", ["await new Promise((r) => setTimeout(r, 300))", "let wrong: string = 1", "1+1"])
def refused_queue(kernel, codes):
    sent = [kernel.execute(code) for code in codes]
    statuses = [kernel.poll("shell", PATIENCE)["content"]["status"] for _ in sent]
    need(statuses == ["ok", "error", "aborted"], statuses)


# tracebacks ------------------------------------------------------------------

THROWS = "interface Shifts {\n  x: number\n}\nlet shifts: Shifts = { x: 1 };\nthrow new Error(`x is ${shifts.x}`)"
PYTHROWS = "x = 1\n\n\n\nraise ValueError(f'x is {x}')"

row("tracebacks", "begin or end with the name and the message", THROWS, PYTHROWS, has("^(Error|ValueError): x is 1"))
row("tracebacks", "name the cell", THROWS, PYTHROWS, lambda r: has(cell(r))(r))
row("tracebacks", "have the line that the user wrote", THROWS, PYTHROWS, has(r"line:? 5\b|:5:\d"))
row("tracebacks", "have the column that the user wrote", THROWS, None, has(place(5, 7)))
row("tracebacks", "quote the line", THROWS, PYTHROWS, has(r"throw new Error\(`x is \$|raise ValueError\(f'x is"))
row("tracebacks", "have a caret under the place", THROWS, None, lambda r: caret(told(r), "throw new Error(`x is", 6))

EARLY = ["type Shift = 1\nfunction early(a: number) {\n  throw new RangeError(`early ${a}`)\n}", "let z: number = 1;\nearly(z)"]
PYEARLY = ["w = 0\ndef early(a):\n  raise ValueError(f'early {a}')\n", "z = 1\nearly(z)"]
row("tracebacks", "of a function of an earlier cell name both cells and lines", EARLY, PYEARLY,
    lambda r: has(rf"{cell(r, 1)}.*line 3|{cell(r, 1)}:3:9", rf"{cell(r)}.*line 2|{cell(r)}:2:1")(r))
row("tracebacks", "of a function of an earlier cell quote both lines", EARLY, PYEARLY,
    has(r"throw new RangeError\(`early|raise ValueError\(f'early", r"early\(z\)"))
row("tracebacks", "name the function", EARLY, PYEARLY, has(r"\bat early\b|\bearly\(a"))
row("tracebacks", "hide the kernel's own frames", EARLY, PYEARLY,
    lambda r: need(not re.search(r"node:internal|node:vm|/dist/|node_modules|ext:|interactiveshell|ipykernel/", told(r)), told(r)))
row("tracebacks", "of a local file name it, its line, and quote the line", 'import { fails } from "./lib/fails";\nfails()', "from fails import fails\nfails()",
    has(r"fails\.(ts|py)", r"line 5|:5\b", r"throw new RangeError\('from the file'|raise ValueError\('from the file"),
    deno='import { fails } from "./lib/fails.ts";\nfails()')
row("tracebacks", "of async code have both lines",
    "async function later(n: number) {\n  await null;\n  throw new Error(`later ${n}`)\n}\nawait later(1)",
    "async def later(n):\n\n  raise ValueError(f'later {n}')\n\nawait later(1)", has(r"line:? 3\b|:3:9|-> 3", r"line:? 5\b|:5:\d|-> 5"))
row("tracebacks", "of a promise that was rejected in a timer",
    "await new Promise((_, reject) => setTimeout(() =>\n  reject(new Error('rejected')), 10))", None, lambda r: has(cell(r), place(2, 10), "rejected")(r))
row("tracebacks", "tell the cause", "throw new Error('outer', { cause: new TypeError('inner') })",
    "raise ValueError('outer') from TypeError('inner')", has("outer", "inner", "TypeError"))
row("tracebacks", "tell the errors of an AggregateError", "await Promise.any([Promise.reject(new Error('one')), Promise.reject(new TypeError('two'))])",
    "raise ExceptionGroup('all', [ValueError('one'), TypeError('two')])", has("one", "two", "TypeError"))
row("tracebacks", "tell fields of the error", "throw Object.assign(new Error('fields'), { code: 'E_FIELDS' })", None, has("E_FIELDS"))
row("tracebacks", "what is thrown need not be an error", ["throw { a: 1 }", "throw 'a: 1'"], None,
    lambda r: r.error is not None and r.error["ename"] != "" and "a: 1" in r.error["evalue"], each=True)
row("tracebacks", "null and undefined can be thrown", ["throw null", "throw undefined"], None,
    lambda r: r.error is not None and r.error["evalue"] in ("null", "undefined"), each=True)
row("tracebacks", "an error of a class of the user's has its name", 'class OwnError extends Error { override name = "OwnError" }\nthrow new OwnError("own")',
    "class OwnError(Exception): pass\nraise OwnError('own')", lambda r: r.error["ename"] == "OwnError" and r.error["evalue"] == "own")
row("tracebacks", "an error that cannot be read is an error too", "throw new Proxy({}, { get() { throw 1 }, has() { throw 1 }, ownKeys() { throw 1 } })", None,
    lambda r: r.reply["status"] == "error" and r.kernel.run("1+1").shown == "2")
row("tracebacks", "a recursion without end is a short error", "function deep(n: number): number { return deep(n + 1) + 1 }\ndeep(0)",
    "def deep(n): return deep(n + 1) + 1\ndeep(0)",
    lambda r: r.error["ename"] in ("RangeError", "RecursionError") and len(told(r).split("\n")) < 150 and r.kernel.run("1+1").shown == "2")


@row("tracebacks", "a throw in a timer names its cell, line and column", "setTimeout(() => {\n  throw new Error('in a timer')\n}, 20); undefined")
def timer(kernel, code):
    first = kernel.run(code)
    kernel.run("await new Promise((r) => setTimeout(r, 100))")
    come = kernel.later(first.message, PATIENCE, lambda ms: any(m["msg_type"] in ("error", "stream") for m in ms))
    found = [*first.messages, *come]
    text = "\n".join("\n".join(m["content"].get("traceback", [])) or m["content"].get("text", "")
                     for m in found if m["msg_type"] in ("error", "stream"))
    need(re.search(cell(first), text) and re.search(place(2, 9), text), text or "nothing was shown")
