"""Rows on what a cell may do to its kernel: whatever it does, the next cell runs."""

import time

from rows import need, row

# What a cell does, and the cell itself; values that are shown or thrown among them.
DEEDS = [
    ("replaces timers, clocks and queues for good",
     "for (const name of ['setTimeout', 'setImmediate', 'queueMicrotask', 'Date', 'performance', 'Math', 'JSON'])\n"
     "  (globalThis as any)[name] = () => { throw new Error(`${name} is gone`) };\nundefined"),
    ("puts a test's clock in place of the real one", "import { mock } from 'node:test'; mock.timers.enable(); undefined"),
    ("removes all listeners and throws in a timer",
     "process.removeAllListeners(); setTimeout(() => { throw new Error('late') }, 5); undefined"),
    ("captures uncaught errors by what throws itself",
     "process.setUncaughtExceptionCaptureCallback(() => { throw new Error('captured') }); setTimeout(() => { throw new Error('late') }, 5); undefined"),
    ("throws a revoked proxy", "const revoked = Proxy.revocable({}, {}); revoked.revoke(); throw revoked.proxy"),
    ("shows a proxy that gives itself for every name",
     "const chain: any = new Proxy(() => {}, { get: () => chain, apply: () => chain }); chain"),
    ("gives all objects the parts of a descriptor and options",
     "for (const [name, value] of Object.entries({ get: () => 5, set: 1, writable: 1, timeout: 'x', filename: 5, cachedData: 7 }))\n"
     "  (Object.prototype as any)[name] = value;\nObject.assign(globalThis, { made: 1 }); undefined"),
    ("gives all objects a `then` that never calls back", "Object.defineProperty(Object.prototype, 'then', { value() {}, configurable: true, writable: true }); undefined"),
    ("makes promises forget their class",
     "Object.defineProperty(Promise.prototype, 'constructor', { get() { throw new Error('no class') }, configurable: true });\n"
     "(Promise.prototype as any).then = () => 0; undefined"),
    ("replaces how texts are searched",
     "for (const key of ['exec', 'test', Symbol.replace, Symbol.split, Symbol.match]) (RegExp.prototype as any)[key] = () => undefined;\n"
     "for (const key of ['replace', 'split', 'endsWith', 'includes']) (String.prototype as any)[key] = () => undefined; undefined"),
    ("replaces how functions are called", "(Function.prototype as any).call = () => 0; (Function.prototype as any).apply = () => 0; undefined"),
    ("replaces Node's own parts",
     "for (const name of ['events', 'vm', 'util', 'buffer', 'module', 'async_hooks'])\n"
     "  for (const key of Object.keys(require(name))) try { require(name)[key] = () => { throw new Error(key) } } catch {}\nundefined"),
    ("freezes built-ins and the global object",
     "for (const one of [Object, Array, Function, Promise, Error, String, RegExp, Map, process, globalThis] as any[]) {\n"
     "  Object.freeze(one); if (one.prototype) Object.freeze(one.prototype);\n}\nundefined"),
    ("tries to make all lists inherit what they cannot read or write",
     "const trap: any = { get() { throw new Error('place') }, configurable: true };\n"
     "for (const deed of [() => Object.defineProperty(Array.prototype, '0', trap), () => Reflect.defineProperty(Object.prototype, 1, trap),\n"
     "  () => Object.defineProperties(Object.prototype, { 0: { value: 5 } }), () => (Object.prototype as any).__defineSetter__('0', () => {}),\n"
     "  () => Object.setPrototypeOf(Array.prototype, new Proxy({}, trap)), () => { (Array.prototype as any).__proto__ = null },\n"
     "  () => Object.defineProperty(Object.getPrototypeOf(Uint8Array).prototype, 'length', trap),\n"
     "  () => { (Array.prototype as any)[2] = 5; try { Object.freeze(Array.prototype) } finally { delete (Array.prototype as any)[2] } }]) {\n"
     "  let isRefused = false; try { deed() } catch { isRefused = true }\n"
     "  if (!isRefused) console.error(`${deed} was let through`);\n}\nundefined"),
    ("ends itself by every signal", "for (const signal of ['SIGTERM', 'SIGKILL', 'SIGSTOP', 'SIGHUP', 9, 15] as any[])\n"
     "  for (const pid of [process.pid, 0, -process.pid]) setTimeout(() => process.kill(pid, signal));\nundefined"),
    ("closes whatever is open in its process",
     "for (let fd = 0; fd < 64; fd++) try { require('fs').closeSync(fd) } catch {}\n"
     "for (const open of (process as any)._getActiveHandles()) { open.terminate?.(); open.close?.(); open.destroy?.() }\nundefined"),
    ("watches promises by hooks that throw",
     "require('node:async_hooks').createHook({ init() { throw new Error('init') }, before() { throw new Error('before') } }).enable(); undefined"),
    ("gives classes parents that throw",
     "for (const of of [Function, Map, Set, WeakMap, Error, String, RegExp, Buffer, EventTarget])\n"
     "  Object.setPrototypeOf(of.prototype, new Proxy({}, { get() { throw new Error('parent') }, getPrototypeOf() { throw new Error('parent') } }));\n"
     "try { Object.setPrototypeOf(Promise.prototype, null) } catch {}\nundefined"),
    ("throws a message of 200 MB", "throw new Error('x'.repeat(2e8))"),
    ("replaces the global object under its name", "(globalThis as any).globalThis = {}; undefined"),
    ("declares built-ins anew for all scripts",
     "const { runInThisContext } = require('vm'); let refused = 0;\n"
     "for (const name of ['Array', 'Error', 'JSON', 'Map', 'Math', 'Object', 'Set', 'String', 'parseInt'])\n"
     "  try { runInThisContext(`let ${name} = 0`) } catch { refused++ }\n"
     "if (refused < 9) console.error(`only ${refused} were refused`); undefined"),
    ("shows a list of records whose getter throws", "[{ get a() { throw new Error('unread') } }, { a: 2 }]"),
]
for what, code in DEEDS:
    def survives(kernel, code):
        kernel.run("var kept = 7")
        kernel.run(code)
        time.sleep(0.1)
        need(kernel.manager.is_alive(), "the process has ended")
        need(kernel.run("kept").shown == "7")
        need(kernel.run("(async () => { await null; return kept + 1 })()").reply["status"] == "ok")
    row("alive", f"a cell that {what}: the next one runs, with its variables", code, spoils=any(word in code for word in ("globalThis", "prototype", "process", "mock", "require(name)")))(survives)


@row("alive", "built-ins that a cell has replaced change no verdict: check, tables, errors", [
    "Object.is = () => true; Math.abs = () => 0; Number.isFinite = () => true; Array.isArray = (() => false) as any;\n"
    "for (const key of ['map', 'flatMap', 'some', 'every', 'reduce']) (Array.prototype as any)[key] = () => [];\n"
    "(Object.prototype as any).atol = 1e300; undefined",
    "import { check } from 'nablab'; check('slope', [1, 2], [1, 3])", "[{ a: 1 }, { a: 2 }]"], spoils=True)
def verdicts(kernel, codes):
    kernel.run(codes[0])
    got = kernel.run(codes[1])
    need(got.reply["status"] == "error" and got.reply["evalue"].startswith("check: slope: "), got.reply)
    need("text/html" in (kernel.run(codes[2]).result or {}))
