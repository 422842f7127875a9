import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { UserScript } from "../engine";
import type { Fields } from "../protocol/message";
import { Breakpoints } from "./breakpoints";
import type { Inspector } from "./inspector";
import type { MainThread } from "./main";
import { pathOfCell, Scripts } from "./scripts";

const source = "let a = 1;\n\nfor (;;) a++;";
const cell: UserScript = { fileName: "cell:1", name: "Cell [1]", source, above: 0, isCell: true };
const path = pathOfCell(source);

/** Breakpoints in one cell; V8 is a list of what was asked of it. */
class Place {
  readonly scripts = new Scripts();
  readonly asked: [string, Fields][] = [];
  readonly moved: Fields[] = [];
  readonly breakpoints: Breakpoints;

  constructor() {
    this.scripts.dump(source);
    const post = (method: string, params: Fields): Promise<unknown> => {
      this.asked.push([method, params]);
      const { url, lineNumber, columnNumber } = params as {
        url: string;
        lineNumber: number;
        columnNumber: number;
      };
      const breakpointId = `${url}:${lineNumber}:${columnNumber}`;
      return Promise.resolve({ breakpointId, locations: [{ scriptId: "1", lineNumber, columnNumber }] });
    };
    const stops = [
      { line: 0, column: 0 },
      { line: 2, column: 0 },
      { line: 2, column: 9 },
    ];
    const main = {
      stops: () => Promise.resolve(stops),
      condition: (text: string) =>
        text === "wrong"
          ? Promise.reject(new Error('"wrong" is not an expression.'))
          : Promise.resolve({ code: `(${text});`, isPlain: !text.includes("(") }),
    };
    this.breakpoints = new Breakpoints(
      { post } as unknown as Inspector,
      main as unknown as MainThread,
      this.scripts,
      (breakpoint) => this.moved.push(breakpoint),
    );
  }

  put(...breakpoints: Parameters<Breakpoints["put"]>[1]): Promise<Fields[]> {
    return this.breakpoints.put(path, breakpoints);
  }

  /** Where V8 was asked to stop. */
  set(): unknown[] {
    const set = this.asked.filter(([method]) => method === "Debugger.setBreakpointByUrl");
    return set.map(([, { lineNumber, columnNumber }]) => [lineNumber, columnNumber]);
  }
}

describe("breakpoints", () => {
  it("move to the next line with code, those behind the last to it, and say so before the cell runs", async () => {
    const place = new Place();
    const found = await place.put({ line: 1 }, { line: 2 }, { line: 9 });
    assert.deepEqual(
      found.map(({ line, verified }) => [line, verified]),
      [
        [1, true],
        [3, true],
        [3, true],
      ],
    );
    assert.deepEqual(place.set(), []);
  });

  it("are set when the cell is about to run, at each place of their line", async () => {
    const place = new Place();
    await place.put({ line: 3 });
    await place.breakpoints.loaded(place.scripts.add(cell));
    assert.deepEqual(place.set(), [
      [2, 0],
      [2, 9],
    ]);
    assert.deepEqual(place.moved, []);
  });

  it("are set at once in a cell that has run, and those before them are taken away", async () => {
    const place = new Place();
    place.scripts.add(cell);
    await place.put({ line: 1 });
    assert.deepEqual(place.set(), [[0, 0]]);
    await place.put();
    const removed = place.asked.filter(([method]) => method === "Debugger.removeBreakpoint");
    assert.deepEqual(removed, [["Debugger.removeBreakpoint", { breakpointId: "cell:1:0:0" }]]);
    assert.deepEqual(place.breakpoints.list(), []);
  });

  it("that cannot be say why, and are not set", async () => {
    const place = new Place();
    place.scripts.add(cell);
    const found = await place.put({ line: 1, condition: "wrong" }, { line: 1, hitCondition: "often" });
    assert.deepEqual(
      found.map(({ verified }) => verified),
      [false, false],
    );
    assert.match(String(found[0].message), /not an expression/);
    assert.match(String(found[1].message), /count of hits/);
    assert.deepEqual(place.set(), []);
    const [nowhere] = await place.breakpoints.put("/no/such.ts", [{ line: 1 }]);
    assert.deepEqual(
      [nowhere.verified, nowhere.message],
      [false, "The source of this breakpoint is not known."],
    );
  });

  it("with a condition that calls nothing are judged by V8, with others after the stop", async () => {
    const place = new Place();
    place.scripts.add(cell);
    await place.put({ line: 1, condition: "a > 1" });
    assert.match(
      String(place.asked.at(-1)![1].condition),
      /\.holds\("Cell \[1\], line 1", \(\) => \(\(a > 1\)\)\)$/,
    );
    assert.equal(
      place.breakpoints.stops(["cell:1:0:0"], () => Promise.resolve(true)),
      undefined,
    );
    await place.put({ line: 1, condition: "f(a)" });
    assert.equal(place.asked.at(-1)![1].condition, undefined);
    const asked = place.breakpoints.stops(["cell:1:0:0"], () => Promise.resolve(false));
    assert.equal(await asked, false);
  });

  it("are listed by their source, with what was asked for", async () => {
    const place = new Place();
    await place.put({ line: 1, logMessage: "a is {a}" });
    const [{ source: listed, breakpoints }] = place.breakpoints.list();
    assert.equal(listed, path);
    assert.equal((breakpoints as Fields[])[0].logMessage, "a is {a}");
  });
});
