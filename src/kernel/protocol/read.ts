// Fields of a request's content: checked, with defaults, refused with a sentence.

import { isArray, JSON } from "../intrinsics";
import type { Fields } from "./message";

/** A request that cannot be served: the reply tells why. */
export class BadRequest extends Error {
  override readonly name: string = "BadRequest";
}

interface Kinds {
  string: string;
  number: number;
  boolean: boolean;
  object: Fields;
}

/**
 * The field `name` of a content; `otherwise` stands for a field that is absent or null, without it the field
 * is required.
 */
export function read<Kind extends keyof Kinds>(
  content: Fields,
  name: string,
  kind: Kind,
  otherwise?: Kinds[Kind],
): Kinds[Kind] {
  const value = content[name] ?? otherwise;
  if (value !== undefined && kindOf(value) === kind) return value as Kinds[Kind];
  const came = value === undefined ? "it is missing" : `it is ${kindOf(value)}`;
  throw new BadRequest(`The field "${name}" must be ${kind}, but ${came}.`);
}

/** A field that is one of a few words. */
export function readWord<Word extends string>(content: Fields, name: string, words: readonly Word[]): Word {
  const value = content[name];
  const word = words.find((known) => known === value);
  if (word !== undefined) return word;
  const wanted = words.map((known) => JSON.stringify(known)).join(", ");
  throw new BadRequest(`The field "${name}" must be one of ${wanted}, but got ${JSON.stringify(value)}.`);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return isArray(value) ? "array" : typeof value;
}

/** Whether a value of JSON is an object, not a list. */
export function isFields(value: unknown): value is Fields {
  return kindOf(value) === "object";
}
