// What every picture makes of bad input: an error that names function, argument, what came, what was wanted,
// and the way out.

import { describe, it } from "node:test";
import { contour, descent, type Figure, plot, plotTangent, quiver, surface, tensor } from "../index";
import { gallery, type PictureName } from "../testing/gallery";
import { refuses } from "../testing/refuses";

type Options = Record<string, unknown>;
type Plane = (x: number, y: number) => unknown;

const quiet = { show: false };
const square = (x: number): number => x ** 2;
const bowl = (x: number, y: number): number => x ** 2 + 4 * y ** 2;
const whirl = (x: number, y: number): number[] => [-y, x];

/**
 * Every picture with good arguments and these options: what is bad comes as `any`, as from a cell that was
 * not checked.
 */
const withOptions = (fn: string, options: unknown): Figure =>
  gallery[fn as PictureName].draw(options as never);

/** Those that draw a function of one number between these limits. */
const ofOneNumber: Record<string, (f: never, xlim?: never) => Figure> = {
  plot: (f, xlim = [0, 2] as never) => plot(f, { ...quiet, xlim }),
  plotTangent: (f, xlim = [0, 2] as never) => plotTangent(f, 0.25, { ...quiet, xlim, slope: 1 }),
  descent: (f, xlim = [0, 2] as never) => descent(f, [0.25, 0.5], { ...quiet, xlim }),
};

/** Those that draw a function of two numbers, and the good one. */
const ofTheDrawnPlane: Record<string, (f: never, xlim?: never, ylim?: never) => Figure> = {
  contour: (f, xlim = [0, 2] as never, ylim = [0, 1] as never) => contour(f, xlim, ylim, quiet),
  surface: (f, xlim = [0, 2] as never, ylim = [0, 1] as never) => surface(f, xlim, ylim, quiet),
  quiver: (f, xlim = [0, 2] as never, ylim = [0, 1] as never) => quiver(f, xlim, ylim, quiet),
  descent: (f, xlim = [0, 2] as never, ylim = [0, 1] as never) =>
    descent(f, [[0, 0]], { ...quiet, xlim, ylim }),
};

const good: Record<string, unknown> = { contour: bowl, surface: bowl, descent: bowl, quiver: whirl };

function table<T>(rows: Record<string, T>, check: (fn: string, row: T) => void): void {
  for (const [fn, row] of Object.entries(rows)) it(fn, () => check(fn, row));
}

describe("options of another kind are refused by", () => {
  const bad: [Options | null | string, RegExp][] = [
    [null, /options must be an object .* but got null/],
    ["red", /options must be an object .* but got 'red'/],
    [{ colour: "red" }, /the name of an option must be one of .*show.* but got 'colour'/],
    [{ show: "no" }, /options\.show must be true or false, but got 'no'/],
  ];
  const passed: [Options, RegExp][] = [
    [{ layout: "dark" }, /options\.layout must be an object as plotly takes it, but got 'dark'/],
    [{ traces: {} }, /options\.traces must be an array of plotly's traces, but got \{\}/],
    [{ traces: [1] }, /options\.traces\[0\] must be an object as plotly takes it, but got 1/],
    [{ config: [] }, /options\.config must be an object as plotly takes it, but got \[\]/],
    [{ title: 3 }, /options\.title must be a string, but got 3/],
  ];
  table(gallery, (fn) => {
    const rows = fn === "stepsSlider" || fn === "figure" ? bad : [...bad, ...passed];
    for (const [options, words] of rows) refuses(fn, () => withOptions(fn, options), words);
  });

  it("those that only some know", () => {
    const rows: [string, Options, RegExp][] = [
      ["plot", { fmts: ["-", "zz"] }, /options\.fmts\[1\] must be one of Matplotlib's format strings.*"zz"/],
      ["plotTangent", { fmts: "zz" }, /options\.fmts\[0\] must be one of Matplotlib's format strings/],
      ["plot", { legend: ["a", "b", "c"] }, /options\.legend must be at most 2 names, one a curve/],
      ["plotTangent", { legend: ["a", "b", "c"] }, /options\.legend must be at most 2 names/],
      ["plot", { legend: true }, /options\.legend must be a name or an array of names, but got true/],
      ["plot", { grid: 0 }, /options\.grid must be true or false, but got 0/],
      [
        "plotTangent",
        { xlim: [0, 3], triangle: 9 },
        /options\.triangle must be a Δx that stays between the limits/,
      ],
      ["contour", { labels: "x" }, /options\.labels must be true or false/],
      ["surface", { contours: 1 }, /options\.contours must be true or false/],
      ["contour", { colorscale: "Viridian" }, /options\.colorscale must be one of .*Viridis/],
      ["surface", { colorscale: [[0, "blurple"]] }, /options\.colorscale must be/],
      ["descent", { levels: -1 }, /options\.levels must be a whole number from 1 to 100/],
      ["quiver", { color: "blurple" }, /options\.color must be a colour as CSS writes it/],
      ["quiver", { scale: NaN }, /options\.scale must be a positive number/],
      ["plotGraph", { names: null }, /options\.names must be an object of tensors by their names/],
      ["plotGraph", { names: [tensor(1)] }, /options\.names must be an object of tensors by their names/],
      ["plotGraph", { names: { x: 3 } }, /options\.names\.x must be a tensor, but got 3/],
      ["plotStepSizes", { xlim: [0, 1] }, /options\.xlim must be two positive limits on a log axis/],
      ["stepsSlider", { label: 3 }, /options\.label must be a string/],
      ["stepsSlider", { names: [1, 2] }, /options\.names must be 30 names, one a value/],
      ["stepsSlider", { start: 30 }, /options\.start must be from 0 to 29/],
    ];
    for (const [fn, options, words] of rows) refuses(fn, () => withOptions(fn, options), words);
  });
});

describe("a function of one number that misbehaves is named, with the place, by", () => {
  const thrower = (x: number): number => {
    if (x >= 0.5) throw new Error("too far");
    return x;
  };
  table(ofOneNumber, (fn, draw) => {
    refuses(
      fn,
      () => draw(thrower as never),
      /one that threw at x = 0\.5\d* \(Error: too far\)\. Return NaN/,
    );
    refuses(
      fn,
      () => draw(((x: { square(): number }) => x.square()) as never),
      /called with plain numbers; tensor\(x\)/,
    );
    refuses(
      fn,
      () => draw(((x: number) => `${x}`) as never),
      /a function that returns a number.*the value '0(\.25)?' at x = /,
    );
    refuses(fn, () => draw((() => undefined) as never), /the value undefined at x = /);
    refuses(
      fn,
      () => draw((() => tensor([1, 2])) as never),
      /the value tensor\(\[1\., 2\.\]\) .* is its item\(\)/,
    );
    refuses(fn, () => draw(null as never), /must be .*a function.* but got null/);
  });
});

describe("a function of the plane that misbehaves is named, with the place, by", () => {
  const thrower: Plane = (x, y) => {
    if (x > 1) throw new Error("too far");
    return [x, y];
  };
  table(ofTheDrawnPlane, (fn, draw) => {
    const throws: Plane = fn === "quiver" ? thrower : (x, y) => (thrower(x, y) as number[])[0];
    refuses(
      fn,
      () => draw(throws as never),
      /one that threw at \(1\.\d+, 0\) \(Error: too far\)\. Return NaN/,
    );
    refuses(fn, () => draw((() => "ab") as never), /one with the value 'ab' at \(0, 0\)/);
    refuses(fn, () => draw((() => undefined) as never), /one with the value undefined at \(0, 0\)/);
    refuses(
      fn,
      () => draw((() => tensor([1, 2, 3])) as never),
      /one with the value tensor\(\[1\., 2\., 3\.\]\)/,
    );
    refuses(fn, () => draw(3 as never), /must be a function of two numbers or of a point, but got 3/);
    const nowhere = fn === "quiver" ? () => [NaN, 1] : () => Infinity;
    refuses(
      fn,
      () => draw(nowhere as never),
      /finite (values at neighbouring points|vector) between the limits/,
    );
  });
});

describe("limits that make no axis are refused by", () => {
  const bad: [unknown, RegExp][] = [
    [[2, 0], /the smaller one first, but got \[ 2, 0 \]/],
    [[1, 1], /the smaller one first, but got \[ 1, 1 \]/],
    [[NaN, 1], /two finite numbers such as .* but got \[ NaN, 1 \]/],
    [[0, Infinity], /two finite numbers such as .* but got \[ 0, Infinity \]/],
    [["0", "1"], /two finite numbers such as/],
    [[0, 1, 2], /two finite numbers such as/],
    [3, /two finite numbers such as .* but got 3/],
    [[1, 1 + 1e-15], /two limits between which an axis can be divided/],
    [[-1e308, 1e308], /two limits between which an axis can be divided/],
    [[0, 5e-324], /two limits between which an axis can be divided/],
  ];
  table(ofOneNumber, (fn, draw) => {
    for (const [limits, words] of bad) refuses(fn, () => draw(square as never, limits as never), words);
  });
  table(ofTheDrawnPlane, (fn, draw) => {
    const [low, high] = [[0, 2], [0, 1]] as never[]; // prettier-ignore
    for (const [limits, words] of bad) {
      refuses(fn, () => draw(good[fn] as never, limits as never, high), words);
      refuses(fn, () => draw(good[fn] as never, low, limits as never), words);
    }
  });

  it("plot, where an axis is logarithmic", () => {
    for (const axis of ["x", "y"]) {
      const draw = (limits: number[]): Figure =>
        plot([1, 2], { ...quiet, [`${axis}scale`]: "log", [`${axis}lim`]: limits });
      for (const limits of [[-1, 1], [0, 1]]) refuses("plot", () => draw(limits), new RegExp(`options.${axis}lim must be two positive limits on a log axis`)); // prettier-ignore
    }
  });
});
