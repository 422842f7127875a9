// Advanced indexing: lists, masks and index tensors between the brackets.

import { wrongType } from "../../errors";
import { tensor } from "../../tensor/create";
import { longName } from "../../tensor/dtype";
import { type Positions, positionsBy } from "../../tensor/positions";
import { refuse, refuseType } from "../../tensor/refuse";
import { broadcastShapes, isList, range, sameShape, showShape, wrapIndex } from "../../tensor/shape";
import { Tensor } from "../../tensor/tensor";
import { run1 } from "../record";
import { rules } from "../rules";

/** Which dimension, and which of its entries. */
export interface Pick {
  dim: number;
  entries: Tensor;
}

/** A list as an index: of integers, or a mask of true and false. */
export type Entries = readonly number[] | readonly boolean[] | readonly (readonly boolean[])[];

/** How many dimensions a list chooses from: as many as it has, if it is a mask, else one. */
export function depthOfMask(list: Entries): number {
  const flat = (list as readonly unknown[]).flat(Infinity);
  if (flat.length === 0 || !flat.every((entry) => typeof entry === "boolean")) return 1;
  let depth = 1;
  for (let first: unknown = list[0]; Array.isArray(first); first = (first as unknown[])[0]) depth++;
  return depth;
}

const isMask = (list: Entries): boolean =>
  typeof (list as readonly unknown[]).flat(Infinity)[0] === "boolean" &&
  (list as readonly unknown[]).flat(Infinity).every((entry) => typeof entry === "boolean");

/**
 * An index tensor as integers: a list is one, and a mask stands for the places where it is true, one tensor a
 * dimension.
 */
export function asPicks(a: Tensor, dim: number, given: Tensor | Entries): Pick[] {
  if (!(given instanceof Tensor) && !isList(given)) {
    throw wrongType({
      fn: "index",
      argument: "an index",
      got: given,
      wanted: "integers, or true and false, in a list or tensor",
    });
  }
  const entries =
    given instanceof Tensor ? given : tensor(given, { dtype: isMask(given) ? "bool" : "int32" });
  if (entries.dtype === "int32") return [{ dim, entries }];
  if (entries.dtype === "bool") return fromMask(a, dim, entries);
  throw refuseType(
    "tensors used as indices must be long, int, byte or bool tensors",
    `This one has dtype ${longName[entries.dtype]}; make it with { dtype: "int32" }, or a mask by a comparison.`,
  );
}

function fromMask(a: Tensor, dim: number, mask: Tensor): Pick[] {
  const covered = a.shape.slice(dim, dim + mask.ndim);
  if (!sameShape(covered, mask.shape)) {
    throw refuse(
      `The shape of the mask ${showShape(mask.shape)} at index 0 does not match the shape of the indexed tensor ${showShape(a.shape)} at index ${dim}`,
      "A mask has the shape of the dimensions that it chooses from.",
    );
  }
  const found: number[][] = mask.shape.map(() => []);
  mask.toFlatArray().forEach((on, place) => {
    if (on === 0) return;
    let rest = place;
    for (let d = mask.ndim - 1; d >= 0; d--) {
      found[d].push(rest % mask.shape[d]);
      rest = Math.floor(rest / mask.shape[d]);
    }
  });
  return found.map((list, d) => ({ dim: dim + d, entries: tensor(list, { dtype: "int32" }) }));
}

/** The elements that the picks name. */
export function pick(a: Tensor, picks: readonly Pick[]): Tensor {
  return run1(rules.gather, a, { ...placesOf(a, picks), gradFn: "IndexBackward0" });
}

/**
 * The places of the elements that the picks name. Their common shape stands where they stood, or in front if
 * a range stands between them.
 */
export function placesOf(a: Tensor, picks: readonly Pick[]): { positions: Positions; shape: number[] } {
  const common = picks.map(({ entries }) => entries.shape).reduce(broadcastShapes);
  const dims = picks.map(({ dim }) => dim);
  const lists = picks.map(({ dim, entries }) =>
    entries
      .expand(common)
      .toFlatArray()
      .map((i) => wrapIndex(i, a.shape[dim], dim)),
  );
  const kept = range(a.ndim).filter((dim) => !dims.includes(dim));
  const adjacent = dims.every((dim, k) => k === 0 || dim === dims[k - 1] + 1);
  const front = adjacent ? dims[0] : 0;
  const lengths = kept.map((dim) => a.shape[dim]);
  const shape = [...lengths.slice(0, front), ...common, ...lengths.slice(front)];
  const positions = positionsBy(shape, a.shape, (index) => {
    const place = common.reduce((sum, length, d) => sum * length + index[front + d], 0);
    const from = new Array<number>(a.ndim);
    kept.forEach((dim, k) => (from[dim] = index[k < front ? k : k + common.length]));
    dims.forEach((dim, k) => (from[dim] = lists[k][place]));
    return from;
  });
  return { positions, shape };
}
