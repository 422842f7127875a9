import assert from "node:assert/strict";
import type { Debugger } from "node:inspector";
import { describe, it } from "node:test";
import type { Inspector } from "./inspector";
import { Scripts } from "./scripts";
import { type Stopped, Stops } from "./stops";

const source = "let a = 1;\na += 1;\ndebugger;";

/** A program that is paused by hand. */
class Program {
  readonly posted: string[] = [];
  readonly told: (Stopped | "continued")[] = [];
  readonly stops: Stops;
  /** What breakpoints say to a stop. */
  judgement: Promise<boolean> | undefined;

  constructor() {
    const scripts = new Scripts();
    scripts.add({ fileName: "cell:1", name: "Cell [1]", source, above: 0, isCell: true });
    scripts.parsed({ scriptId: "1", url: "cell:1" });
    const post = (method: string): Promise<unknown> => {
      this.posted.push(method.replace("Debugger.", ""));
      return Promise.resolve({ breakpointId: "once" });
    };
    this.stops = new Stops({ post } as unknown as Inspector, scripts, {
      stopped: (stop) => this.told.push(stop),
      continued: () => this.told.push("continued"),
      judge: () => this.judgement,
    });
  }

  /** V8 stops in these lines of the cell, the innermost first; null is code of nobody's. */
  stop(lines: readonly (number | null)[], event: Partial<Debugger.PausedEventDataType> = {}): void {
    const callFrames = lines.map((line, i) => ({
      callFrameId: String(i),
      functionName: "",
      location: { scriptId: line === null ? "2" : "1", lineNumber: (line ?? 1) - 1, columnNumber: 0 },
    }));
    this.stops.paused({ reason: "other", callFrames, ...event } as unknown as Debugger.PausedEventDataType);
  }

  /** What was asked of V8 since the last look. */
  asked(): string[] {
    return this.posted.splice(0);
  }

  lines(): number[] {
    return this.stops.frames.map(({ place }) => place.line);
  }
}

const hit = { hitBreakpoints: ["b"] };
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

describe("a stop of V8's", () => {
  it("at a breakpoint is one of the user's, with the frames of cells only", () => {
    const program = new Program();
    program.stop([1, null, 2], hit);
    assert.deepEqual(program.told, [{ reason: "breakpoint" }]);
    assert.deepEqual(program.lines(), [1, 2]);
    assert.deepEqual(program.asked(), []);
  });

  it("has frames with numbers that no stop had before, also when it is told again", () => {
    const program = new Program();
    const numbers = (): number[] => program.stops.frames.map(({ id }) => id);
    program.stop([1, 2], hit);
    const first = numbers();
    program.stops.tellAgain();
    const again = numbers();
    program.stop([1, 2], hit);
    const all = [...first, ...again, ...numbers()];
    assert.equal(new Set(all).size, 6);
    assert.equal(program.told.length, 3);
  });

  it("is not told again while the program runs", () => {
    const program = new Program();
    program.stops.tellAgain();
    assert.deepEqual(program.told, []);
  });

  it("whose breakpoint's condition does not hold goes on, and one whose condition holds stays", async () => {
    const program = new Program();
    program.judgement = Promise.resolve(false);
    program.stop([1], hit);
    await settled();
    assert.deepEqual([program.told, program.asked()], [[], ["resume"]]);
    program.judgement = Promise.resolve(true);
    program.stop([1], hit);
    await settled();
    assert.deepEqual(program.told, [{ reason: "breakpoint" }]);
  });

  it("that was asked for no more by the time its condition is known is left alone", async () => {
    const program = new Program();
    let decide!: (holds: boolean) => void;
    program.judgement = new Promise((done) => (decide = done));
    program.stop([1], hit);
    program.stops.resumed();
    decide(true);
    await settled();
    assert.deepEqual([program.told, program.asked()], [[], []]);
  });

  it("in code of nobody's goes on, and by the way that leads back during a step", async () => {
    const program = new Program();
    program.stop([null]);
    assert.deepEqual(program.asked(), ["resume"]);
    program.stop([1], hit);
    await program.stops.step("stepInto");
    program.stops.resumed();
    program.asked();
    program.stop([null, 1]);
    assert.deepEqual(program.asked(), ["stepOut"]);
  });

  it("at an exception stays, with its text, also where a package has thrown it", () => {
    const program = new Program();
    program.stop([null, 2], { reason: "exception", data: { description: "RangeError: no" } });
    assert.deepEqual(program.told, [{ reason: "exception", text: "RangeError: no" }]);
    assert.equal(program.stops.thrown, "RangeError: no");
  });

  it("at the statement `debugger` stays, and without a reason does not", () => {
    const program = new Program();
    program.stop([3]);
    assert.equal(program.told.length, 1);
    program.stop([2]);
    assert.deepEqual(program.asked(), ["resume"]);
  });
});

describe("a step", () => {
  async function stepping(how: "stepOver" | "stepOut" = "stepOver"): Promise<Program> {
    const program = new Program();
    program.stop([1], hit);
    await program.stops.step(how);
    program.stops.resumed();
    program.asked();
    program.told.length = 0;
    return program;
  }

  it("goes on within its line and ends in another, or in a frame more or less", async () => {
    const program = await stepping();
    program.stop([1]);
    assert.deepEqual([program.told, program.asked()], [[], ["stepOver"]]);
    program.stop([2]);
    assert.deepEqual(program.told, [{ reason: "step" }]);
    const deeper = await stepping();
    deeper.stop([1, 1]);
    assert.deepEqual(deeper.told, [{ reason: "step" }]);
  });

  it("ends in a loop of one line after a hundred stops", async () => {
    const program = await stepping();
    for (let i = 0; i < 101; i++) program.stop([1]);
    assert.deepEqual(program.told, [{ reason: "step" }]);
  });

  it("is refused while the program runs", async () => {
    await assert.rejects(new Program().stops.step("stepOver"), /is not paused/);
    await assert.rejects(new Program().stops.goOn(), /is not paused/);
  });

  it("that left its cell does not stop in the next", async () => {
    const program = await stepping();
    program.stops.begins();
    program.stop([2]);
    assert.deepEqual([program.told, program.asked()], [[], ["resume"]]);
  });
});

describe("what is not to stop", () => {
  it("goes on at once, in one go with the order to skip", async () => {
    const program = new Program();
    program.stop([1], hit);
    await program.stops.skip(true);
    assert.deepEqual(program.asked(), ["setSkipAllPauses", "resume"]);
    program.stop([1], hit);
    assert.deepEqual(program.asked(), ["resume"]);
  });

  it("is ended where it stands only once the signal has come, which ends an expression before", async () => {
    const program = new Program();
    program.stop([1], hit);
    const ending = program.stops.end();
    assert.deepEqual(program.asked(), ["evaluateOnCallFrame"]);
    await ending;
    assert.deepEqual(program.asked(), ["Runtime.terminateExecution", "setSkipAllPauses", "resume"]);
  });

  it("is only told to skip where it runs", async () => {
    const program = new Program();
    await program.stops.skip(true);
    assert.deepEqual(program.asked(), ["setSkipAllPauses"]);
  });
});

describe("a stop that is left", () => {
  it("is over at once, and told of once, though V8 says so later", async () => {
    const ways: [leave: (stops: Stops) => Promise<void>, told: string[]][] = [
      [(stops) => stops.goOn(), ["continued"]],
      [(stops) => stops.step("stepOver"), []],
    ];
    for (const [leave, told] of ways) {
      const program = new Program();
      program.stop([2], hit);
      const left = leave(program.stops);
      await assert.rejects(program.stops.goOn(), /not paused/);
      await left;
      program.stops.resumed();
      assert.equal(program.asked().length, 1);
      assert.deepEqual(program.told.slice(1), told);
    }
  });
});

describe("a pause", () => {
  it("stops wherever the program is, and waits for the first line while a cell is compiled", async () => {
    const program = new Program();
    await program.stops.pause(() => false);
    assert.deepEqual(program.asked(), ["pause"]);
    program.stop([2]);
    assert.deepEqual(program.told, [{ reason: "pause" }]);
    const compiling = new Program();
    await compiling.stops.pause(() => true);
    assert.deepEqual(compiling.asked(), []);
    await compiling.stops.pauseAt({ url: "cell:1", lineNumber: 0, columnNumber: 0 });
    compiling.stop([1], { hitBreakpoints: ["once"] });
    assert.deepEqual(compiling.asked(), ["setBreakpointByUrl", "removeBreakpoint"]);
  });

  it("is asked for again until the program stops, and not while a cell is compiled", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const program = new Program();
    let isCompiling = false;
    await program.stops.pause(() => isCompiling);
    t.mock.timers.tick(300);
    assert.deepEqual(program.asked(), ["pause", "pause"]);
    isCompiling = true;
    t.mock.timers.tick(300);
    assert.deepEqual(program.asked(), []);
    isCompiling = false;
    t.mock.timers.tick(300);
    assert.deepEqual(program.asked(), ["pause"]);
    program.stop([2]);
    t.mock.timers.tick(300);
    assert.deepEqual(program.asked(), []);
  });
});
