// What a student might write in place of an answer: each leaves the two answers wrong and changes something
// that the test, the kernel or the library may rely on.

/** The two answers, both wrong. */
const wrong = "const mySlope: any = 0;\nconst myIntercept: any = 0;";

const broken: Record<string, string> = {
  "the given function": "const g = (x: number) => 0;",
  "the environment": "delete process.env.NBGRADER_EXECUTION;",
  "the exports":
    'const lib = require("nablab");\nfor (const name of Object.keys(lib)) try { lib[name] = () => undefined; } catch {}',
  Math: "for (const name of Object.getOwnPropertyNames(Math)) try { (Math as any)[name] = () => 0; } catch {}",
  "Object.is and Number":
    "Object.is = () => true;\nNumber.isNaN = Number.isFinite = Number.isInteger = () => true as any;",
  "Object.prototype":
    'Object.defineProperty(Object.prototype, "status", { get: () => "ok", set() {}, configurable: true });',
  "Object.prototype.ename":
    'for (const name of ["ename", "evalue", "traceback", "error", "output_type"]) Object.defineProperty(Object.prototype, name, { get: () => undefined, set() {}, configurable: true });',
  "Object.defineProperty":
    "Object.defineProperty = ((object: any) => object) as any;\nObject.assign = ((object: any) => object) as any;",
  "Object.keys and entries":
    "Object.keys = Object.values = Object.entries = (() => []) as any;\nObject.fromEntries = (() => ({})) as any;",
  "Array.prototype.push": "Array.prototype.push = (() => 0) as any;",
  "Array.prototype.map":
    "for (const name of ['map', 'forEach', 'filter', 'flatMap', 'some', 'every', 'find', 'reduce', 'join', 'includes', 'slice', 'at']) (Array.prototype as any)[name] = () => [];",
  "Array's iterator": "Array.prototype[Symbol.iterator] = function* () {} as any;",
  "Array.isArray": "Array.isArray = (() => false) as any;\nArray.from = (() => []) as any;",
  "the array's length":
    'Object.defineProperty(Array.prototype, "0", { get: () => 3.75, set() {}, configurable: true });',
  Error: "(globalThis as any).Error = function () { return {}; };",
  "Error's message":
    'Object.defineProperty(Error.prototype, "message", { get: () => "", set() {} });\nError.prototype.toString = () => "";',
  "Error.prepareStackTrace":
    "Error.prepareStackTrace = () => { throw 0; };\nError.captureStackTrace = () => { throw 0; };",
  "errors that throw": 'Object.defineProperty(Error.prototype, "stack", { get() { throw 0; } });',
  "String.prototype":
    "for (const name of ['split', 'slice', 'trim', 'includes', 'startsWith', 'indexOf']) (String.prototype as any)[name] = () => '';",
  RegExp: "RegExp.prototype.test = () => false;",
  JSON: "JSON.stringify = (() => '{\"status\":\"ok\"}') as any;\nJSON.parse = (() => ({ status: 'ok' })) as any;",
  "Function.prototype":
    "Function.prototype.call = (() => undefined) as any;\nFunction.prototype.bind = function () { return () => undefined; } as any;",
  "Reflect and Proxy":
    "for (const name of Object.getOwnPropertyNames(Reflect)) (Reflect as any)[name] = () => undefined;\n(globalThis as any).Proxy = function (target: any) { return target; };",
  "Map and Set":
    "for (const kind of [Map, Set, WeakMap, WeakSet]) for (const name of ['get', 'set', 'has', 'add', 'delete', 'forEach']) if (name in kind.prototype) (kind.prototype as any)[name] = () => undefined;",
  Promise:
    "Promise.prototype.then = Promise.prototype.catch = Promise.prototype.finally = (() => new Promise(() => undefined)) as any;",
  "Promises that never fail":
    "const then = Promise.prototype.then;\nPromise.prototype.then = function (done: any) { return then.call(this, done, done); } as any;\nPromise.reject = (() => Promise.resolve()) as any;",
  Symbol:
    "for (const name of ['hasInstance', 'toPrimitive']) Object.defineProperty(Function.prototype, (Symbol as any)[name], { value: () => true, configurable: true });",
  timers:
    "(globalThis as any).setTimeout = (globalThis as any).setImmediate = (globalThis as any).queueMicrotask = () => undefined;\nprocess.nextTick = () => undefined;",
  process:
    "process.exit = process.abort = process.kill = (() => true) as any;\nprocess.emit = (() => true) as any;\nprocess.on = (() => process) as any;",
  "uncaught errors":
    'process.removeAllListeners();\nprocess.on("uncaughtException", () => undefined);\nprocess.on("unhandledRejection", () => undefined);',
  "the streams":
    "process.stdout.write = process.stderr.write = (() => true) as any;\nconsole.log = console.error = () => undefined;",
  leaving: "process.exit(0);",
  "leaving later": "setTimeout(() => process.exit(0), 300);",
  "leaving when asked": "const g = 0 as any;",
  vm: 'const vm = require("vm");\nvm.Script = class { runInThisContext() {} runInContext() {} };\nfor (const name of ["runInThisContext", "runInContext", "runInNewContext", "compileFunction"]) vm[name] = () => undefined;',
  "vm.Script.prototype":
    'const { Script } = require("vm");\nScript.prototype.runInThisContext = Script.prototype.runInContext = Script.prototype.runInNewContext = () => undefined;',
  modules:
    'const Module = require("module");\nconst load = Module._load;\nModule._load = function (name: string) { return name === "nablab" ? new Proxy({}, { get: () => () => 3.75 }) : load.apply(this, arguments); };\nfor (const key of Object.keys(require.cache)) delete require.cache[key];',
  "the compiler":
    'const ts = require("typescript");\nfor (const name of ["transpileModule", "createProgram", "createSourceFile", "forEachChild"]) try { ts[name] = () => undefined; } catch {}',
  ports:
    'const { MessagePort, parentPort } = require("worker_threads");\nMessagePort.prototype.postMessage = () => undefined;',
  "replies that say ok":
    'const { MessagePort } = require("worker_threads");\nconst post = MessagePort.prototype.postMessage;\nMessagePort.prototype.postMessage = function (message: any, ...more: any[]) { const text = JSON.stringify(message) ?? ""; if (/"error"|traceback/.test(text)) return; return post.call(this, message, ...more); };',
  "the host":
    'const host = (globalThis as any)[Symbol.for("nablab.host")];\nfor (const name of Object.keys(host)) try { host[name] = () => undefined; } catch {}\n(globalThis as any)[Symbol.for("nablab.host")] = undefined;',
  "the prototypes, frozen":
    "for (const kind of [Object, Array, Function, Error, Promise, String, Map, Set]) { Object.freeze(kind.prototype); Object.freeze(kind); }",
  "event emitters":
    'const { EventEmitter } = require("events");\nEventEmitter.prototype.emit = () => true;\nEventEmitter.prototype.on = function () { return this; };',
  "async hooks":
    'const { AsyncLocalStorage } = require("async_hooks");\nAsyncLocalStorage.prototype.run = () => undefined;\nAsyncLocalStorage.prototype.getStore = () => undefined;',
  "util.inspect": 'require("util").inspect = () => "";',
  globalThis:
    "for (const name of ['Array', 'Object', 'Map', 'Set', 'Promise', 'JSON', 'Math', 'String', 'Number', 'Symbol']) try { (globalThis as any)[name] = undefined; } catch {}",
};

/** Whole cells that leave no answers, or answers that say what is asked for to whoever asks. */
const whole: Record<string, string> = {
  "values that agree with every number":
    "const mySlope: any = { valueOf: () => 3.75, [Symbol.toPrimitive]: () => 3.75 };\nconst myIntercept: any = new Proxy({}, { get: () => -3 });",
  "functions that leave":
    "const mySlope: any = () => process.exit(0);\nconst myIntercept: any = { valueOf: () => -3, tolist: () => process.exit(0) };",
  "functions that wait":
    "const mySlope: any = () => new Promise(() => undefined);\nconst myIntercept: any = async () => -3;",
  "functions that throw nothing":
    "const mySlope: any = () => { throw undefined; };\nconst myIntercept: any = () => { throw { get name() { throw 0; } }; };",
  "the names of the test":
    "const isNear = () => true;\nconst isSame = () => true;\nconst answer = 3.75;\nconst mine = 3.75;\nconst value = 3.75;\nconst mySlope = 0;\nconst myIntercept = 0;",
  "getters that change":
    'let calls = 0;\nObject.defineProperty(globalThis, "mySlope", { get: () => calls++ });\nconst myIntercept: any = [-3];',
  "a comparison that is told":
    "let told: any[] = [];\nconst mySlope: any = () => told;\nconst myIntercept: any = new Proxy([0], { get: (list, key) => (key === 'length' ? 1 : -3) });",
  todo: 'import { todo } from "nablab";\nconst mySlope = todo;\nconst myIntercept = todo;',
};

/** Answer cells by what they try; none of them is worth a point. */
export const cheats: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(broken).map(([what, program]) => [what, `${program}\n${wrong}`])),
  ...whole,
};
