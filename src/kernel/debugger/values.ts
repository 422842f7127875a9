// Values as a debugger shows them: a text of limited size, a type, and the parts below. No getter is called,
// and of the code of cells only what a value brings to print itself (`util.inspect.custom`) and to name its
// parts (`Symbol.for("nablab.parts")`).

import { inspect, types } from "node:util";
import { partsKey } from "../../display/parts";
import { JSON, Math, Object, Reflect } from "../intrinsics";

/** The longest text of a value, and how many parts are shown at once. */
const longest = 2000;
export const most = 100;

const settings = { depth: 1, maxArrayLength: 20, maxStringLength: 200, breakLength: 120, getters: false };

/** The text of a value; `isBrief` asks nothing of the value's own code. */
export function textOf(value: unknown, isBrief = false): string {
  if (typeof value === "string") return cut(JSON.stringify(value.slice(0, longest)), value.length > longest);
  if (!isObject(value)) return inspect(value);
  if (isBrief || isCrowded(value)) return typeOf(value);
  if (value instanceof Elements) return `${value.count} elements`;
  try {
    return cut(titleOf(value) ?? inspect(value, settings));
  } catch {
    return typeOf(value);
  }
}

/**
 * A value that names its parts, one of them its name, and prints itself in no way of its own:
 * `<MulBackward0>`, as PyTorch does.
 */
function titleOf(value: object): string | undefined {
  if (types.isProxy(value) || inspect.custom in value) return undefined;
  const name = namedParts(value)?.find((part) => part.name === "name")?.value;
  return typeof name === "string" ? `<${name}>` : undefined;
}

function cut(text: string, isPart = text.length > longest): string {
  return isPart ? `${text.slice(0, longest)}…` : text;
}

/** Printing goes through all properties of a plain object, however many it has. */
function isCrowded(value: object): boolean {
  if (types.isProxy(value) || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  return Reflect.ownKeys(value).length > most * 10;
}

/** `number`, `Tensor`, `Array(3)`, `Map(2)`: told without asking anything of the value. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (!isObject(value)) return typeof value;
  if (types.isProxy(value)) return "Proxy";
  if (value instanceof Elements || value instanceof Entry || value instanceof More) return "";
  if (typeof value === "function") return "function";
  const name = className(value);
  const size = sizeOf(value);
  return size === undefined ? name : `${name}(${size})`;
}

function className(value: object): string {
  for (let at: object | null = value; at !== null && !types.isProxy(at); at = prototypeOf(at)) {
    const made: unknown = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof made !== "function" || types.isProxy(made)) continue;
    const name: unknown = Object.getOwnPropertyDescriptor(made, "name")?.value;
    if (typeof name === "string" && name !== "") return name;
  }
  return "Object";
}

function prototypeOf(value: object): object | null {
  return Object.getPrototypeOf(value) as object | null;
}

/** The language's own functions, whatever a value puts in their place. */
type Own<T> = (this: object) => T;

function getterOf(of: object, key: string | symbol): Own<unknown> | undefined {
  const descriptor = Object.getOwnPropertyDescriptor(of, key);
  return descriptor && (Reflect.get(descriptor, "get") as Own<unknown> | undefined);
}

const mapSize = getterOf(Map.prototype, "size")!;
const setSize = getterOf(Set.prototype, "size")!;
const typedLength = getterOf(prototypeOf(Uint8Array.prototype)!, "length")!;

function sizeOf(value: object): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (types.isMap(value)) return mapSize.call(value) as number;
  if (types.isSet(value)) return setSize.call(value) as number;
  return types.isTypedArray(value) ? (typedLength.call(value) as number) : undefined;
}

export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** A part of a value: what it is, or what has to be called to know it. */
export interface Part {
  name: string;
  /** The expression for it behind the expression for the whole. */
  path?: string;
  value?: unknown;
  get?: () => unknown;
}

/** Whether a value has parts worth showing. */
export function hasParts(value: unknown): value is object {
  if (!isObject(value)) return false;
  if (typeof value !== "function") return true;
  if (types.isProxy(value)) return false;
  return Reflect.ownKeys(value).some((key) => !["length", "name", "prototype"].includes(String(key)));
}

/** Some of an indexed value's elements: those of a long one are shown in groups. */
export class Elements {
  constructor(
    readonly of: object,
    readonly start: number,
    readonly count: number,
  ) {}
}

/** The parts of a value, of which only so many are given as one looks at. */
export function partsOf(value: object): Part[] {
  if (value instanceof Elements) return elements(value);
  if (types.isProxy(value)) return [];
  const named = namedParts(value);
  if (named !== undefined) return named;
  const size = sizeOf(value);
  return size === undefined ? properties(value) : elements(new Elements(value, 0, size));
}

/** What the value itself names. */
function namedParts(value: object): Part[] | undefined {
  for (let at: object | null = value; at !== null && !types.isProxy(at); at = prototypeOf(at)) {
    const method: unknown = Object.getOwnPropertyDescriptor(at, partsKey)?.value;
    if (typeof method !== "function") continue;
    const parts = (method as () => Record<string, unknown>).call(value);
    return Object.entries(parts).map(([name, part]) => ({ name, path: `.${name}`, value: part }));
  }
  return undefined;
}

function elements({ of, start, count }: Elements): Part[] {
  if (count > most) return groups(of, start, count);
  if (types.isMap(of) || types.isSet(of)) return entriesOf(of, start, count);
  return range(start, count).map((i) => ({ ...property(of, String(i)), path: `[${i}]` }));
}

/** At most as many groups as parts are shown. */
function groups(of: object, start: number, count: number): Part[] {
  let size = most;
  while (count / size > most) size *= 10;
  return range(0, Math.ceil(count / size)).map((i) => {
    const first = start + i * size;
    const here = Math.min(size, start + count - first);
    return { name: `[${first}…${first + here - 1}]`, value: new Elements(of, first, here) };
  });
}

function range(start: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => start + i);
}

/** An entry of a map as an object, of a set as it is; the iterators are the language's own. */
function entriesOf(of: Map<unknown, unknown> | Set<unknown>, start: number, count: number): Part[] {
  const found: Part[] = [];
  const isMap = types.isMap(of);
  let i = 0;
  for (const entry of isMap ? mapEntries.call(of) : setValues.call(of)) {
    if (i >= start + count) break;
    const value: unknown = isMap ? new Entry(entry as [unknown, unknown]) : entry;
    if (i >= start) found.push({ name: `[${i}]`, value });
    i++;
  }
  return found;
}

const mapEntries = Reflect.get(Map.prototype, "entries") as Own<Iterable<unknown>>;
const setValues = Reflect.get(Set.prototype, "values") as Own<Iterable<unknown>>;

/** An entry of a map, printed as in it. */
class Entry {
  readonly key: unknown;
  readonly value: unknown;

  constructor([key, value]: [unknown, unknown]) {
    [this.key, this.value] = [key, value];
  }

  [inspect.custom](): string {
    return `${inspect(this.key, { ...settings, depth: 0 })} => ${inspect(this.value, settings)}`;
  }
}

/** The value's own properties, then what its class computes. */
function properties(value: object): Part[] {
  const hidden = typeof value === "function" ? hiddenOfFunctions : ["constructor"];
  const keys = Reflect.ownKeys(value).filter((key) => !hidden.includes(String(key)));
  const own = keys.slice(0, most).map((key) => property(value, key));
  const rest = keys.length - own.length;
  const more = rest > 0 ? [{ name: "…", value: new More(rest) }] : [];
  return [...own, ...more, ...(value instanceof Entry ? [] : getters(value))];
}

const hiddenOfFunctions: readonly string[] = ["length", "name", "prototype", "arguments", "caller"];

/** Stands for properties that are not shown. */
class More {
  constructor(private readonly count: number) {}

  [inspect.custom](): string {
    return `${this.count} more`;
  }
}

/** A property; that of a getter is not read before one asks. */
function property(of: object, key: string | symbol): Part {
  const descriptor = Object.getOwnPropertyDescriptor(of, key);
  const name = String(key);
  const path = typeof key === "string" ? pathTo(key) : undefined;
  if (descriptor === undefined || "value" in descriptor)
    return { name, path, value: descriptor?.value as unknown };
  return { name, path, get: () => descriptor.get?.call(of) as unknown };
}

function pathTo(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** Getters of the classes that a value is of; those of JavaScript's own are left out. */
function getters(value: object): Part[] {
  const found: Part[] = [];
  for (let at = prototypeOf(value); at !== null && !types.isProxy(at); at = prototypeOf(at)) {
    if (isBuiltIn(at)) break;
    for (const key of Reflect.ownKeys(at)) {
      const get = getterOf(at, key);
      if (get === undefined || typeof key === "symbol") continue;
      found.push({ name: key, path: pathTo(key), get: () => get.call(value) });
    }
  }
  return found;
}

/** A function of V8's or Node's own prints so. */
function isBuiltIn(prototype: object): boolean {
  const made: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof made === "function" && /\{\s*\[native code\]\s*\}$/.test(toText.call(made));
}

const toText = Reflect.get(Function.prototype, "toString") as Own<string>;
