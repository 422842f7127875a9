// The tensor itself: numbers with a shape and a dtype. Operations and differentiation are added by
// src/autograd.

import { inspect } from "node:util";
import type { MimeBundle } from "../display/host";
import { hoverBundle } from "../display/hover";
import { partsKey } from "../display/parts";
import { wrongType } from "../errors";
import type { DType } from "./dtype";
import { isFloating, roundTo } from "./dtype";
import type { Nested } from "./nested";
import { toNested } from "./nested";
import { showTensor } from "./printTensor";
import { refuse, refuseType } from "./refuse";
import type { Shape } from "./shape";
import { contiguousStrides, isContiguous, sameShape, showShape, sizeOf } from "./shape";
import type { Storage } from "./storage";
import { allocate, checkListed, memoryOf } from "./storage";
import { versionOf } from "./version";
import { walk } from "./walk";

/**
 * What autograd hangs on a tensor: the operation that it came from or, for a leaf, the place where its
 * gradient gathers.
 */
export interface GraphNode {
  /** As PyTorch names it: `MulBackward0`. */
  readonly name: string;
  readonly isLeaf: boolean;
  /**
   * The nodes that made the inputs, as PyTorch's `next_functions`; `null` for an input through which no
   * gradient flows.
   */
  readonly nextFunctions: readonly (GraphNode | null)[];
}

/**
 * What a view has to learn before its history is asked for: nothing, until a tensor that others look at is
 * written to. True for one that requires a gradient without a history that could be told: its use is refused.
 */
export const views: { settle: ((view: Tensor) => boolean) | null } = { settle: null };

/** Whether gradients flow to a view, once what was written to its memory is noted. */
function isWanted(view: Tensor): boolean {
  return views.settle?.(view) === true || view["wantsGrad"];
}

/** Shared by all tensors of a single number. */
const noDims: readonly number[] = Object.freeze([]);

/**
 * An array of numbers of one dtype with any number of dimensions, as PyTorch's.
 * Made by `tensor`, `zeros`, `randn` and the like, or by operations on other tensors.
 *
 * @see torch.Tensor
 * @example
 * ```ts
 * const t = tensor([[1, 2], [3, 4]]);
 * t.shape
 * // => [ 2, 2 ]
 * t.mul(10).sum(1)
 * // => tensor([30., 70.])
 * t instanceof Tensor
 * // => true
 * ```
 */
export class Tensor {
  /**
   * Where autograd keeps what made this tensor; `null` for one made by hand that no operation has used yet.
   */
  node: GraphNode | null = null;
  private wantsGrad = false;
  private gathered: Tensor | null = null;

  /**
   * @param data a tensor without dimensions holds its number itself, any other the memory that it may share
   *   with views
   * @param strides how far apart in memory neighbours of each dimension are
   */
  constructor(
    /** The numbers; use `tolist()` or `toFlatArray()` to read them. */
    public data: number | Storage,
    /** The length of each dimension: `[2, 3]` for two rows of three. */
    readonly shape: Shape,
    readonly strides: readonly number[],
    readonly offset: number,
    /** The type of the elements. */
    readonly dtype: DType,
    /** The tensor that this one is a view of: of its history, too, where it is recorded. */
    readonly base: Tensor | null = null,
  ) {}

  /** A tensor without dimensions; `value` is already rounded to `dtype`. */
  static scalar(value: number, dtype: DType): Tensor {
    return new Tensor(value, noDims, noDims, 0, dtype);
  }

  /** A tensor over memory of its own whose elements lie row by row. */
  static from(data: Storage, shape: Shape, dtype: DType, strides?: readonly number[]): Tensor {
    if (shape.length === 0) return Tensor.scalar(data[0], dtype);
    return new Tensor(data, shape, strides ?? contiguousStrides(shape), 0, dtype);
  }

  /** The number of dimensions. */
  get ndim(): number {
    return this.shape.length;
  }

  /**
   * How often an operation has written to the memory of this tensor and its views: 0 for one that was only
   * read.
   */
  get version(): number {
    return versionOf(this);
  }

  /** The number of elements. */
  numel(): number {
    return sizeOf(this.shape);
  }

  /** True if operations on this tensor are recorded, so that gradients can flow back to it. */
  get requiresGrad(): boolean {
    // Short, so that V8 inlines it wherever it stands: every operation asks several times.
    return this.wantsGrad || (this.base !== null && isWanted(this));
  }

  set requiresGrad(wanted: boolean) {
    if (wanted && !isFloating(this.dtype)) throw onlyFloating(this.dtype);
    if (!wanted && !this.isLeaf) {
      throw refuse(
        "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a " +
          "subgraph that doesn't require differentiation use var_no_grad = var.detach().",
        "This tensor is a result; use detach() for one without history.",
      );
    }
    this.wantsGrad = wanted;
  }

  /** True for a tensor that no recorded operation made; only leaves gather gradients in `grad`. */
  get isLeaf(): boolean {
    if (this.base !== null) views.settle?.(this);
    return this.node === null || this.node.isLeaf;
  }

  /** The recorded operation that made this tensor, or `null` for a leaf. */
  get gradFn(): GraphNode | null {
    return this.isLeaf ? null : this.node;
  }

  /**
   * The gradient gathered by `backward`, or `null`. Set it to `null`, or call `zeroGrad()`, to start afresh.
   */
  get grad(): Tensor | null {
    return this.gathered;
  }

  set grad(value: Tensor | null) {
    if (value !== null && !sameShape(value.shape, this.shape)) throw wrongGradShape(value.shape, this.shape);
    this.gathered = value;
  }

  /** Hangs the node of the operation that made this tensor on it. */
  setHistory(node: GraphNode): void {
    this.node = node;
    this.wantsGrad = true;
  }

  /** The same memory seen with another shape and other strides; not recorded. */
  strided(shape: Shape, strides: readonly number[], offset: number): Tensor {
    return new Tensor(this.memory(), shape, strides, offset, this.dtype, this.base ?? this);
  }

  /** The memory behind this tensor. A number moves into an array here, so that a view can share it. */
  memory(): Storage {
    if (typeof this.data === "number") this.data = memoryOf(this.data);
    return this.data;
  }

  /** True if the elements lie in memory in the order of reading. */
  isContiguous(): boolean {
    return isContiguous(this.shape, this.strides);
  }

  /**
   * The element of a tensor that has only one, whatever its shape. For dtype bool it is true or false:
   * `item<boolean>()`.
   */
  item<T extends number | boolean = number>(): T {
    if (this.numel() !== 1) throw notOneElement(this.numel(), this.shape);
    const value = typeof this.data === "number" ? this.data : this.data[this.offset];
    return (this.dtype === "bool" ? value !== 0 : value) as T;
  }

  /**
   * The elements as nested arrays, a number for a tensor without dimensions; true and false for dtype bool.
   * Say what you expect to get it typed: `tolist<number[][]>()`.
   */
  tolist<T = Nested>(): T {
    return toNested(this.toFlatArray(), this.shape, this.dtype === "bool") as T;
  }

  /** The elements in the order of reading, to be read only: no copy where they lie in memory like that. */
  elements(): ArrayLike<number> {
    const { data, offset } = this;
    if (typeof data === "number" || Array.isArray(data) || !this.isContiguous()) return this.toFlatArray();
    return data.subarray(offset, offset + this.numel());
  }

  /** A copy of the elements in the order of reading, row by row. */
  toFlatArray(): number[] {
    const { data } = this;
    if (typeof data === "number") return [data];
    checkListed(this.numel());
    const flat = new Array<number>(this.numel());
    walk(this.shape, [this], (start, length, [at], [step]) => {
      for (let i = 0; i < length; i++) flat[start + i] = data[at + i * step];
    });
    return flat;
  }

  /**
   * A new tensor of this shape and dtype with other elements, given in the order of reading. Not recorded.
   */
  withValues(values: ArrayLike<number>): Tensor {
    const size = this.numel();
    if (values.length !== size) {
      throw refuse(
        `shape '${showShape(this.shape)}' is invalid for input of size ${values.length}`,
        `withValues needs ${size} numbers for a tensor of shape ${showShape(this.shape)}.`,
      );
    }
    const data = allocate(this.dtype, size);
    for (let i = 0; i < size; i++) data[i] = roundTo(this.dtype, values[i]);
    return Tensor.from(data, this.shape, this.dtype);
  }

  /** The same numbers, in the same memory, without history: nothing flows back through the result. */
  detach(): Tensor {
    // It is nobody's view: what is written to it is no part of the history of the others.
    return new Tensor(this.memory(), this.shape, this.strides, this.offset, this.dtype);
  }

  /** Forgets the gathered gradient: `grad` becomes `null`, as PyTorch 2 does. */
  zeroGrad(): void {
    this.gathered = null;
  }

  /** Exactly what PyTorch prints. */
  toString(): string {
    return showTensor(this);
  }

  /**
   * `Number(t)` and a template text read the element; an operator such as `t + 1` is refused, since it would
   * lose the history.
   */
  [Symbol.toPrimitive](hint: "number" | "string" | "default"): number | string {
    if (hint === "string") return showTensor(this);
    if (hint === "number") return Number(this.item());
    throw refuseType(
      "unsupported operand type(s): 'Tensor'",
      "JavaScript's operators do not work on tensors; use methods, for instance a.add(b) or a.mul(2).",
    );
  }
}

/** How console.log asks for a text. */
Object.defineProperty(Tensor.prototype, inspect.custom, {
  value(this: Tensor): string {
    return showTensor(this);
  },
});

/**
 * How a notebook asks for MIME bundles (Deno's convention): the same text, with a hover that says what cannot
 * be seen in it.
 */
Object.defineProperty(Tensor.prototype, Symbol.for("Jupyter.display"), {
  value(this: Tensor): MimeBundle {
    return hoverBundle(showTensor(this), `shape ${showShape(this.shape)} · ${this.dtype}`);
  },
});

/** What a debugger shows below the text. */
Object.defineProperty(Tensor.prototype, partsKey, {
  value(this: Tensor): Record<string, unknown> {
    const { shape, dtype, requiresGrad, grad, gradFn } = this;
    return { shape, dtype, requiresGrad, grad, gradFn };
  },
});

export function onlyFloating(dtype: DType): TypeError {
  return refuseType(
    "Only Tensors of floating point and complex dtype can require gradients",
    `This tensor's dtype is ${dtype}; make it with { dtype: "float32" } or "float64".`,
  );
}

function wrongGradShape(came: Shape, wanted: Shape): RangeError {
  return refuse(
    `attempting to assign a gradient of size '${showShape(came)}' to a tensor of size '${showShape(wanted)}'. ` +
      "Please ensure that the gradient and the tensor are the same size",
    `Assign a tensor of shape ${showShape(wanted)}, or null.`,
  );
}

function notOneElement(size: number, shape: Shape): RangeError {
  return refuse(
    `a Tensor with ${size} elements cannot be converted to Scalar`,
    `item() reads a single number, but the shape is ${showShape(shape)}; use tolist(), or choose an element with index().`,
  );
}

/** Refuses what is no tensor. */
export function checkTensor(fn: string, argument: string, value: unknown): Tensor {
  if (value instanceof Tensor) return value;
  throw wrongType({ fn, argument, got: value, wanted: "a tensor", hint: "Make one with tensor(…)." });
}
