// Transforms of drawings: affine maps of the plane, as SVG writes them.

/** `x' = a x + c y + e`, `y' = b x + d y + f`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function times(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [k, l, m, n, o, p] = inner;
  return [a * k + c * l, b * k + d * l, a * m + c * n, b * m + d * n, a * o + c * p + e, b * o + d * p + f];
}

/** The map that a `transform` attribute says: `translate(80,100) rotate(-90)`. */
export function parseTransform(text: string | null): Matrix {
  if (text === null || text === "") return identity;
  return [...text.matchAll(/(\w+)\s*\(([^)]*)\)/g)].reduce<Matrix>(
    (whole, [, name, words]) =>
      times(
        whole,
        single(
          name,
          words
            .trim()
            .split(/[\s,]+/)
            .map(Number),
        ),
      ),
    identity,
  );
}

function single(name: string, [p = 0, q, r = 0, ...rest]: number[]): Matrix {
  switch (name) {
    case "translate":
      return [1, 0, 0, 1, p, q ?? 0];
    case "scale":
      return [p, 0, 0, q ?? p, 0, 0];
    case "rotate":
      return around(turn((p * Math.PI) / 180), q ?? 0, r);
    case "matrix":
      return [p, q ?? 0, r, rest[0] ?? 1, rest[1] ?? 0, rest[2] ?? 0];
    default:
      return identity;
  }
}

function turn(angle: number): Matrix {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  return [cosine, sine, -sine, cosine, 0, 0];
}

function around(map: Matrix, x: number, y: number): Matrix {
  return times(times([1, 0, 0, 1, x, y], map), [1, 0, 0, 1, -x, -y]);
}
