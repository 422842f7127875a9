// The two types of floating-point numbers that differences can be taken in.

/** The name of a floating-point type: JavaScript's own numbers, or the type of most tensors. */
export type FloatName = "float32" | "float64";

/** What the rules of this folder need to know of a floating-point type. */
export interface FloatType {
  readonly name: FloatName;
  /** The distance from 1 to the next number. */
  readonly epsilon: number;
  /** The nearest number of the type. */
  readonly round: (value: number) => number;
}

/** The floating-point types by name. */
export const floatTypes: Readonly<Record<FloatName, FloatType>> = {
  float64: { name: "float64", epsilon: 2 ** -52, round: (value) => value },
  float32: { name: "float32", epsilon: 2 ** -23, round: Math.fround },
};
