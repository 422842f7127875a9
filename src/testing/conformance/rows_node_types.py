"""Rows on the types of Node's globals and of the library of this Node's year."""

from rows import need, row

row("types of Node", "names that are types and values of Node's globals",
    "const subtle: SubtleCrypto = crypto.subtle; const p: Performance = performance; [p instanceof Performance, subtle instanceof SubtleCrypto].join()",
    None, lambda r: r.shown == "'true,true'")


@row("types of Node", "every global value of Node is known to the checker",
     "Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z]\\w*$/.test(name)).join()")
def every(kernel, code):
    names = kernel.run(code).shown.strip("'").split(",")
    need(len(names) > 80, names)
    got = kernel.run("; ".join(f"typeof {name}" for name in names) + "; 'known'")
    need(got.shown == "'known'", got.reply)


row("types of Node", "a method of this Node's year", "['a\\ud800'.isWellFormed(), [3, 1].toSorted().join()].join()", None,
    lambda r: r.shown == "'false,1,3'")
row("types of Node", "a generic type with a default keeps it beside a value of its name",
    ["interface Opt<T = string> { v: T }", "const Opt = <T,>(v: T): Opt<T> => ({ v })", "const o: Opt = { v: 'kept' }; o.v"], None,
    lambda r: r.shown == "'kept'")
