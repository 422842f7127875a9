// The functions that expressions may call: one entry a function.

import { circular } from "./circular";
import { hyperbolic } from "./hyperbolic";
import { pieces } from "./pieces";
import { powers } from "./powers";
import type { FunctionRule } from "./rule";

export type FunctionName =
  keyof typeof circular | keyof typeof hyperbolic | keyof typeof pieces | keyof typeof powers;

export const functions: Readonly<Record<FunctionName, FunctionRule>> = {
  ...circular,
  ...hyperbolic,
  ...powers,
  ...pieces,
};

/** Other names of the same functions, as mathematicians, JavaScript, mathjs and PyTorch have them. */
const aliases: Readonly<Record<string, FunctionName>> = {
  ln: "log",
  lg: "log10",
  arcsin: "asin",
  arccos: "acos",
  arctan: "atan",
  arsinh: "asinh",
  arcosh: "acosh",
  artanh: "atanh",
  arcsinh: "asinh",
  arccosh: "acosh",
  arctanh: "atanh",
  cosec: "csc",
  sgn: "sign",
  fix: "trunc",
  minimum: "min",
  maximum: "max",
};

/** The function of a name; undefined where there is none. */
export function functionNamed(name: string): FunctionName | undefined {
  if (Object.hasOwn(functions, name) && name !== "logBase") return name as FunctionName;
  return Object.hasOwn(aliases, name) ? aliases[name] : undefined;
}
