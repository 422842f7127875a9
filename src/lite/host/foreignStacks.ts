// Stack traces in browsers whose JavaScript is not V8's: `f@cell:2:5:11`, without the error's name, and with no
// `Error.prepareStackTrace`. They are read as V8 prints them, so that the engine knows one form.

/** What has an accessor for stacks, as `Error.prototype` has in Firefox. */
type Prototype = object;

/** Its functions, called with the error as their `this`. */
interface Accessor {
  configurable?: boolean;
  get?: (this: void) => unknown;
  set?: (this: void, value: unknown) => void;
}

type Prepare = (error: Error, frames: readonly string[]) => unknown;

/**
 * From now on stacks are made by `Error.prepareStackTrace`. Nothing happens where the prototype has no
 * accessor: V8's errors have stacks of their own.
 */
export function readStacksAsV8(prototype: Prototype = Error.prototype): void {
  const own: Accessor | undefined = Object.getOwnPropertyDescriptor(prototype, "stack");
  if (own?.get === undefined) return;
  const made = new WeakMap<object, unknown>();
  Object.defineProperty(prototype, "stack", {
    ...own,
    get(this: Error) {
      const raw: unknown = Reflect.apply(own.get!, this, []);
      if (typeof raw !== "string" || raw === "") return raw;
      if (!made.has(this)) made.set(this, stackOf(this, raw));
      return made.get(this);
    },
    set(this: Error, value: unknown) {
      made.delete(this);
      if (own.set !== undefined) Reflect.apply(own.set, this, [value]);
    },
  });
}

function stackOf(error: Error, raw: string): unknown {
  const frames = framesOf(raw);
  const { prepareStackTrace } = Error as unknown as { prepareStackTrace?: Prepare };
  if (typeof prepareStackTrace === "function") return prepareStackTrace(error, frames);
  return [headOf(error), ...frames.map((frame) => `    at ${frame}`)].join("\n");
}

function headOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

/** The frames as V8 prints them, up to where a timer or a promise has called: V8 tells no more. */
export function framesOf(raw: string): string[] {
  const frames: string[] = [];
  for (const line of raw.split("\n")) {
    const found = /^(?:([\w ]+)\*)?([^@]*)@(.+):(\d+):(\d+)$/.exec(line);
    if (found === null) continue;
    const [, caller, name, file, row, column] = found;
    if (caller !== undefined && caller !== "async") break;
    const place = `${file}:${row}:${column}`;
    const isNamed = name !== "" && !/[/<]/.test(name);
    const start = caller === "async" ? "async " : "";
    frames.push(isNamed ? `${start}${name} (${place})` : `${start}${place}`);
  }
  return frames;
}
