import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contour, descent, type Figure, quiver, surface, tensor } from "../index";
import { inkOn, paleScale } from "./mapColors";

const quiet = { show: false } as const;
const firstOf = (x: number, y: number): number => x + 0 * y;
const bowl = (x: number, y: number): number => x ** 2 + 4 * y ** 2;

function refuses(call: () => unknown, words: RegExp): void {
  assert.throws(call, (error: Error) => {
    assert.match(error.message, words);
    return true;
  });
}

/** The value that a trace has drawn at one point of its grid. */
function heightAt({ data }: Figure, x: number, y: number): number {
  const [{ z, ...trace }] = data as { x: number[]; y: number[]; z: number[][] }[];
  const nearest = (list: number[], to: number): number => list.findIndex((v) => Math.abs(v - to) < 1e-9);
  return z[nearest(trace.y, y)][nearest(trace.x, x)];
}

describe("contour and surface evaluate a function of the plane", () => {
  for (const [name, draw] of Object.entries({ contour, surface })) {
    it(`${name}: of two numbers, of a point, or with tensors as values`, () => {
      const options = { ...quiet, points: 5 };
      const figures = [
        draw(bowl, [-2, 2], [-1, 1], options),
        draw((x, y) => x ** 2 + 4 * y ** 2, [-2, 2], [-1, 1], options),
        draw(([x, y]) => bowl(x, y), [-2, 2], [-1, 1], options),
        draw((point) => tensor([...point]).square().mul(tensor([1, 4])).sum(), [-2, 2], [-1, 1], options), // prettier-ignore
      ];
      for (const figure of figures) {
        assert.deepEqual([heightAt(figure, -2, 0.5), heightAt(figure, 1, -1)], [5, 5]);
      }
    });

    it(`${name}: with holes where it is not finite`, () => {
      const { data } = draw((x, y) => 1 / (x * y), [-1, 1], [-1, 1], { ...quiet, points: 5 }).toJSON();
      const [outer, inner] = [[1, 2, null, -2, -1], [2, 4, null, -4, -2]]; // prettier-ignore
      const none = [null, null, null, null, null];
      const minus = (row: (number | null)[]): (number | null)[] => row.map((v) => v && -v);
      assert.deepEqual(data[0].z, [outer, inner, none, minus(inner), minus(outer)]);
    });

    it(`${name}: as logarithms, and says what it left out`, () => {
      const figure = draw(firstOf, [-1, 100], [0, 1], { ...quiet, points: 102, zscale: "log" });
      assert.equal(heightAt(figure, 10, 0), 1);
      assert.match(figure.toString(), /f from -1 to 100; 204 values that are not positive left out$/);
    });

    it(`${name}: refuses limits in the wrong order, a function that throws, values that are no numbers`, () => {
      refuses(() => draw(bowl, [2, -2], [0, 1], quiet), new RegExp(`^${name}: xlim must be two limits, the`));
      refuses(() => draw(bowl, [0, 1], [0, NaN], quiet), new RegExp(`^${name}: ylim must be two finite`));
      // @ts-expect-error the limits of y are needed
      refuses(() => draw(bowl, [0, 1]), new RegExp(`^${name}: ylim must be two finite numbers.*undefined`));
      const throws = (x: number): number => {
        if (x > 0) throw new Error("too far");
        return x;
      };
      refuses(
        () => draw((x) => throws(x[0]), [-1, 1], [0, 1], { ...quiet, points: 3 }),
        /one that threw at \(1, 0\) \(Error: too far\)/,
      );
      // @ts-expect-error text is no number
      refuses(() => draw((x, y) => `${x}${y}`, [0, 1], [0, 1]), /the value '00' at \(0, 0\)/);
      refuses(() => draw((x) => x * 2, [0, 1], [0, 1], quiet), /write \(x, y\) => … to be given two numbers/);
      refuses(() => draw(() => NaN, [0, 1], [0, 1], quiet), /finite values at neighbouring points/);
      refuses(
        () => draw((x: number, y: number) => -x * y, [0, 1], [0, 1], { ...quiet, zscale: "log" }),
        /positive values/,
      );
      // @ts-expect-error a number is no function
      refuses(() => draw(3, [0, 1], [0, 1]), /f must be a function of two numbers or of a point, but got 3/);
      // @ts-expect-error there is no such option
      refuses(() => draw(bowl, [0, 1], [0, 1], { level: 3 }), /but got 'level'. Did you mean levels\?/);
      refuses(() => draw(bowl, [0, 1], [0, 1], { points: 1e6 }), /options.points must be a whole number/);
    });
  }
});

describe("contour", () => {
  it("draws levels at round numbers, about as many as asked for", () => {
    const levels = (options: object): unknown => {
      const { contours } = contour(bowl, [-2, 2], [-1, 1], { ...quiet, ...options }).data[0];
      const { start, end, size } = contours as { start: number; end: number; size: number };
      return [start, end, size];
    };
    assert.deepEqual([levels({}), levels({ levels: 4 }), levels({ levels: 80 })], [[0, 8, 0.5], [0, 8, 2], [0, 8, 0.1]]); // prettier-ignore
  });

  it("of a constant function is one colour, and says which value", () => {
    const figure = contour(() => 3, [0, 1], [0, 1], quiet);
    assert.match(figure.toString(), /f from 3 to 3$/);
    assert.deepEqual(figure.data[0].contours, { start: 3, end: 3, size: 1, coloring: "fill", showlabels: true, labelfont: { size: 10, color: inkOn(paleScale) } }); // prettier-ignore
  });

  it("has one scale on both axes unless the picture would be a strip, or as told", () => {
    const anchor = (ylim: [number, number], options = {}): unknown =>
      (contour(bowl, [0, 1], ylim, { ...quiet, ...options }).layout.yaxis as { scaleanchor?: string })
        .scaleanchor;
    assert.deepEqual([anchor([0, 2]), anchor([0, 5]), anchor([0, 0.2])], ["x", undefined, undefined]);
    assert.deepEqual(
      [anchor([0, 2], { aspect: "auto" }), anchor([0, 5], { aspect: "equal" })],
      [undefined, "x"],
    );
    refuses(() => anchor([0, 2], { aspect: 1 }), /options.aspect must be "equal" or "auto", but got 1/);
  });

  it("passes plotly's own attributes through", () => {
    const figure = contour(bowl, [0, 1], [0, 1], {
      ...quiet,
      layout: { yaxis: { dtick: 0.5 } },
      traces: [{ x: [0], y: [0], name: "origin" }],
      config: { scrollZoom: true },
    });
    assert.equal((figure.layout.yaxis as { dtick: number }).dtick, 0.5);
    assert.equal(figure.data[1].name, "origin");
    assert.deepEqual(figure.config, { displaylogo: false, responsive: true, scrollZoom: true });
  });
});

describe("quiver", () => {
  const shafts = (figure: Figure): number[][] => {
    const { x, y } = figure.data[1] as { x: (number | null)[]; y: (number | null)[] };
    const starts = x.flatMap((_, i) => (i % 3 === 0 ? [i] : []));
    return starts.map((i) => [x[i]!, y[i]!, x[i + 1]! - x[i]!, y[i + 1]! - y[i]!]);
  };

  it("draws an arrow from each point of the grid in the direction of its vector", () => {
    const figure = quiver((x, y) => [-y, x], [-1, 1], [-1, 1], { ...quiet, points: 3 });
    assert.equal(shafts(figure).length, 8, "one of the nine has no length");
    for (const [x, y, dx, dy] of shafts(figure)) {
      const cosine = (dx * -y + dy * x) / (Math.hypot(dx, dy) * Math.hypot(x, y));
      assert.ok(Math.abs(cosine - 1) < 1e-12, `at (${x}, ${y}): ${cosine}`);
    }
  });

  it("scales lengths in proportion: the longest to the distance of the feet, or as told", () => {
    const tips = (options: object): unknown => {
      const { data } = quiver((x) => [x[0], 0], [0, 2], [0, 1], { ...quiet, points: 3, ...options });
      return (data[2].x as number[]).filter((_, i) => i % 5 === 0).slice(0, 2);
    };
    assert.deepEqual([tips({}), tips({ scale: 0.25 })], [[1.5, 3], [1.25, 2.5]]); // prettier-ignore
  });

  it("takes tensors and typed arrays as vectors, and tells them under the mouse", () => {
    const options = { ...quiet, points: 2 };
    const fields = [
      quiver(([x, y]) => tensor([2 * x, y]), [0, 1], [0, 1], options),
      quiver((x, y) => Float64Array.of(2 * x, y), [0, 1], [0, 1], options),
    ];
    for (const { data } of fields) assert.deepEqual(data[0].customdata, [[0, 0], [2, 0], [0, 1], [2, 1]]); // prettier-ignore
  });

  it("leaves out what is not finite and says so; where nothing is left there is an error", () => {
    const figure = quiver((x, y) => [1 / x, y], [-1, 1], [0, 1], { ...quiet, points: 3 });
    assert.match(
      figure.toString(),
      /: 6 arrows; .*; no arrows at 3 points, where the vectors are not finite$/,
    );
    refuses(() => quiver(() => [NaN, 0], [0, 1], [0, 1]), /at least one finite vector/);
  });

  it("refuses what is no vector", () => {
    refuses(
      // @ts-expect-error a number is no vector
      () => quiver((x, y) => x * y, [0, 1], [0, 1]),
      /^quiver: field must be a function that returns two/,
    );
    refuses(() => quiver(() => [1, 2, 3], [0, 1], [0, 1]), /the value \[ 1, 2, 3 \] at \(0, 0\)/);
    refuses(() => quiver(() => [1, 2], [0, 1], [0, 1], { scale: 0 }), /options.scale must be a positive/);
  });
});

describe("descent", () => {
  const path: [number, number][] = [[-2, 1], [-1.6, 0.2], [-1.28, 0.04]]; // prettier-ignore

  it("draws the path on the contours, its start and its end", () => {
    const figure = descent(bowl, path, quiet);
    assert.deepEqual(figure.data.map(({ type }) => type), ["contour", "scatter", "scatter", "scatter"]); // prettier-ignore
    const [, steps, start, end] = figure.data;
    assert.deepEqual([steps.x, steps.y], [[-2, -1.6, -1.28], [1, 0.2, 0.04]]); // prettier-ignore
    assert.deepEqual([start.x, start.y, end.x, end.y], [[-2], [1], [-1.28], [0.04]]);
    assert.match(figure.toString(), /descent in 2 steps, start \(−2, 1\), end \(−1.28, 0.04\)/);
  });

  it("takes tensors as points, or a matrix of them", () => {
    const drawn = [tensor(path), path.map((point) => tensor(point, { dtype: "float64" }))];
    for (const given of drawn)
      assert.deepEqual(descent(bowl, given, quiet).toJSON().data[1].x, [-2, -1.6, -1.28]);
  });

  it("of one variable draws the steps on the curve", () => {
    const figure = descent((x) => x ** 2, [10, 6, 3.6], quiet);
    assert.deepEqual([figure.data[1].x, figure.data[1].y], [[10, 6, 3.6], [100, 36, 12.96]]); // prettier-ignore
    assert.match(figure.toString(), /start \(10, 100\), end \(3.6, 12.96\)/);
    refuses(() => descent((x) => x ** 2, [1, 2], { levels: 3 }), /^descent: .*but got 'levels'/);
  });

  it("of many steps draws fewer and says so", () => {
    const long = Array.from({ length: 5000 }, (_, k): [number, number] => [Math.cos(k), Math.sin(k)]);
    const figure = descent(bowl, long, quiet);
    assert.ok((figure.data[1].x as number[]).length <= 1500);
    assert.match(figure.toString(), /descent in 4999 steps.* of 5000 points drawn/);
  });

  it("refuses an empty path, points that are no pairs, and a path that runs away", () => {
    refuses(() => descent(bowl, []), /^descent: path must be an array of at least one point.*but got \[\]/);
    refuses(() => descent(bowl, [[1, 2], [1, 2, 3]]), /^descent: path\[1\] must be a pair of numbers/); // prettier-ignore
    refuses(() => descent(bowl, [[1, 2], [Infinity, 2]]), /path\[1\] must be finite.*\(Infinity, 2\).*make the step smaller/); // prettier-ignore
  });

  it("that does not move is drawn all the same", () => {
    const { layout } = descent(bowl, [[0, 0]], quiet);
    assert.deepEqual((layout.xaxis as { range: number[] }).range, [-1, 1]);
  });
});
