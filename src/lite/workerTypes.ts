// What a cell in a page has besides JavaScript: the declarations that stand where a server's kernel has those of
// Node. They name nothing that only a document has.

export const workerTypes = `
interface Console {
  assert(condition?: boolean, ...data: any[]): void;
  clear(): void;
  count(label?: string): void;
  countReset(label?: string): void;
  debug(message?: any, ...optionalParams: any[]): void;
  dir(item?: any, options?: any): void;
  error(message?: any, ...optionalParams: any[]): void;
  group(...data: any[]): void;
  groupCollapsed(...data: any[]): void;
  groupEnd(): void;
  info(message?: any, ...optionalParams: any[]): void;
  log(message?: any, ...optionalParams: any[]): void;
  table(tabularData?: any, properties?: readonly string[]): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
  timeLog(label?: string, ...data: any[]): void;
  trace(message?: any, ...optionalParams: any[]): void;
  warn(message?: any, ...optionalParams: any[]): void;
}
declare var console: Console;

declare function setTimeout<A extends any[]>(callback: (...args: A) => void, delay?: number, ...args: A): number;
declare function setTimeout(callback: (_: void) => void, delay?: number): number;
declare function setInterval<A extends any[]>(callback: (...args: A) => void, delay?: number, ...args: A): number;
declare function setInterval(callback: (_: void) => void, delay?: number): number;
declare function clearTimeout(timer: number | undefined): void;
declare function clearInterval(timer: number | undefined): void;
declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<T = any>(value: T, options?: { transfer?: readonly any[] }): T;
declare function atob(data: string): string;
declare function btoa(data: string): string;

interface Performance {
  readonly timeOrigin: number;
  now(): number;
  toJSON(): any;
}
declare var performance: Performance;

interface EventInit { bubbles?: boolean; cancelable?: boolean; composed?: boolean }
interface Event {
  readonly type: string;
  readonly target: EventTarget | null;
  readonly defaultPrevented: boolean;
  preventDefault(): void;
  stopPropagation(): void;
}
declare var Event: { prototype: Event; new (type: string, init?: EventInit): Event };
interface EventTarget {
  addEventListener(type: string, listener: ((event: any) => void) | null, options?: any): void;
  dispatchEvent(event: Event): boolean;
  removeEventListener(type: string, listener: ((event: any) => void) | null, options?: any): void;
}
declare var EventTarget: { prototype: EventTarget; new (): EventTarget };
interface AbortSignal extends EventTarget {
  readonly aborted: boolean;
  readonly reason: any;
  throwIfAborted(): void;
}
declare var AbortSignal: {
  prototype: AbortSignal;
  abort(reason?: any): AbortSignal;
  any(signals: readonly AbortSignal[]): AbortSignal;
  timeout(milliseconds: number): AbortSignal;
};
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: any): void;
}
declare var AbortController: { prototype: AbortController; new (): AbortController };

interface URLSearchParams extends Iterable<[string, string]> {
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  entries(): IterableIterator<[string, string]>;
  forEach(callback: (value: string, key: string, parent: URLSearchParams) => void): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  keys(): IterableIterator<string>;
  set(name: string, value: string): void;
  sort(): void;
  toString(): string;
  values(): IterableIterator<string>;
}
declare var URLSearchParams: {
  prototype: URLSearchParams;
  new (init?: string | Record<string, string> | Iterable<[string, string]> | URLSearchParams): URLSearchParams;
};
interface URL {
  hash: string;
  host: string;
  hostname: string;
  href: string;
  readonly origin: string;
  password: string;
  pathname: string;
  port: string;
  protocol: string;
  search: string;
  readonly searchParams: URLSearchParams;
  username: string;
  toJSON(): string;
  toString(): string;
}
declare var URL: {
  prototype: URL;
  new (url: string | URL, base?: string | URL): URL;
  canParse(url: string | URL, base?: string | URL): boolean;
  createObjectURL(object: any): string;
  revokeObjectURL(url: string): void;
};

interface TextEncoder { readonly encoding: string; encode(input?: string): Uint8Array<ArrayBuffer> }
declare var TextEncoder: { prototype: TextEncoder; new (): TextEncoder };
interface TextDecoder {
  readonly encoding: string;
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}
declare var TextDecoder: {
  prototype: TextDecoder;
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
};

interface SubtleCrypto {
  digest(algorithm: string | { name: string }, data: ArrayBuffer | ArrayBufferView): Promise<ArrayBuffer>;
}
interface Crypto {
  readonly subtle: SubtleCrypto;
  getRandomValues<T extends ArrayBufferView | null>(array: T): T;
  randomUUID(): string;
}
declare var crypto: Crypto;

interface Blob {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
  slice(start?: number, end?: number, type?: string): Blob;
  text(): Promise<string>;
}
declare var Blob: { prototype: Blob; new (parts?: readonly any[], options?: { type?: string }): Blob };

interface Headers extends Iterable<[string, string]> {
  append(name: string, value: string): void;
  delete(name: string): void;
  forEach(callback: (value: string, key: string, parent: Headers) => void): void;
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
}
declare var Headers: {
  prototype: Headers;
  new (init?: Record<string, string> | Iterable<[string, string]> | Headers): Headers;
};
interface RequestInit {
  body?: any;
  cache?: string;
  credentials?: string;
  headers?: Record<string, string> | Iterable<[string, string]> | Headers;
  method?: string;
  mode?: string;
  redirect?: string;
  signal?: AbortSignal | null;
}
interface Body {
  readonly body: any;
  readonly bodyUsed: boolean;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<Blob>;
  json(): Promise<any>;
  text(): Promise<string>;
}
interface Request extends Body {
  readonly headers: Headers;
  readonly method: string;
  readonly url: string;
}
declare var Request: { prototype: Request; new (input: string | URL | Request, init?: RequestInit): Request };
interface Response extends Body {
  readonly headers: Headers;
  readonly ok: boolean;
  readonly redirected: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  clone(): Response;
}
declare var Response: { prototype: Response; new (body?: any, init?: any): Response };
declare function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;

/** Loads a module, where cells have \`import\` as well. */
declare function require(name: string): any;
declare var self: typeof globalThis;
`;
