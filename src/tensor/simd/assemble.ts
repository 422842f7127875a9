// A WebAssembly module out of small functions: the few pages of the binary format that the kernels need.
// Source: the WebAssembly core specification 2.0, sections 5.3 to 5.5 (types, instructions, modules).

/** Instructions as bytes. */
export type Code = readonly number[];

export const types = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;

type Type = (typeof types)[keyof typeof types];

/** A function of the module. Parameters and locals are numbered together, in this order. */
export interface Kernel {
  readonly params: readonly Type[];
  readonly results: readonly Type[];
  readonly locals: readonly Type[];
  readonly code: Code;
}

/** An unsigned number, seven bits a byte, the lowest first (LEB128). */
export function unsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
const section = (id: number, items: readonly Code[]): Code => [id, ...sized(list(items))];
const text = (word: string): Code => sized([...new TextEncoder().encode(word)]);

/** The bytes of a module that exports these functions, and its memory of so many 64 KB pages as `memory`. */
export function assemble(kernels: Readonly<Record<string, Kernel>>, pages: number): Uint8Array {
  const names = Object.keys(kernels);
  const functions = names.map((name) => kernels[name]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, functions.map(signature)),
    ...section(
      3,
      functions.map((_, i) => unsigned(i)),
    ),
    ...section(5, [[1, ...unsigned(pages), ...unsigned(pages)]]),
    ...section(7, [...names.map((name, i) => [...text(name), 0, ...unsigned(i)]), [...text("memory"), 2, 0]]),
    ...section(10, functions.map(body)),
  ]);
}

function signature({ params, results }: Kernel): Code {
  return [0x60, ...list(params.map((type) => [type])), ...list(results.map((type) => [type]))];
}

function body({ locals, code }: Kernel): Code {
  return sized([...list(locals.map((type) => [1, type])), ...code, 0x0b]);
}
