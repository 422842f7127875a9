import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { historyFolder } from "../dataFolder";
import { History } from "./history";
import { HistoryStore } from "./store";

const folder = mkdtempSync(join(tmpdir(), "nablab-history-"));
after(() => rmSync(folder, { recursive: true }));

let folders = 0;
function fresh(): { path: string; begin: (...inputs: string[]) => History } {
  const path = join(folder, String(folders++));
  const begin = (...inputs: string[]): History => {
    const history = new History(new HistoryStore(path));
    inputs.forEach((input, i) => history.add({ line: i + 1, input, output: null }));
    return history;
  };
  return { path, begin };
}

const inputs = (entries: readonly { input: string }[]): string[] => entries.map(({ input }) => input);

describe("the history", () => {
  it("the tail reaches back over sessions, oldest first", () => {
    const { begin } = fresh();
    begin("a", "b");
    assert.deepEqual(inputs(begin("c").tail(2)), ["b", "c"]);
    assert.deepEqual(inputs(begin().tail(9)), ["a", "b", "c"]);
    assert.deepEqual(begin().tail(0), []);
  });

  it("is kept in files that only their owner reads", { skip: process.platform === "win32" }, () => {
    const { path, begin } = fresh();
    begin("a secret");
    assert.equal(statSync(join(path, "000001.jsonl")).mode & 0o777, 0o600);
  });

  it("a range takes its start and leaves its stop, in this session (0) or one before it", () => {
    const { begin } = fresh();
    begin("a", "b", "c");
    const history = begin("d");
    assert.deepEqual(inputs(history.range({ session: 1, start: 2, stop: 3 })), ["b"]);
    assert.deepEqual(inputs(history.range({ session: 0, start: 1 })), ["d"]);
    assert.deepEqual(inputs(history.range({ session: -1, start: 1 })), ["a", "b", "c"]);
  });

  it("a search matches whole texts with * and ?, the last n, unique if asked", () => {
    const { begin } = fresh();
    const history = begin("x = 1", "y = (1)", "x = 1", "x = 22");
    assert.deepEqual(inputs(history.search({ pattern: "x*", unique: false })), ["x = 1", "x = 1", "x = 22"]);
    assert.deepEqual(inputs(history.search({ pattern: "x = ?", unique: true })), ["x = 1"]);
    assert.deepEqual(inputs(history.search({ pattern: "*(1)", unique: false })), ["y = (1)"]);
    assert.deepEqual(inputs(history.search({ pattern: "*", n: 1, unique: false })), ["x = 22"]);
  });

  it("two kernels at a time have two sessions", () => {
    const { begin } = fresh();
    const [one, two] = [begin(), begin()];
    one.add({ line: 1, input: "one", output: null });
    two.add({ line: 1, input: "two", output: null });
    one.add({ line: 2, input: "one more", output: null });
    assert.deepEqual(inputs(one.range({ session: 0, start: 0 })), ["one", "one more"]);
    assert.deepEqual(inputs(two.range({ session: 0, start: 0 })), ["two"]);
  });

  it("a line that was cut off is left out, the others stay", () => {
    const { path, begin } = fresh();
    begin("a");
    appendFileSync(join(path, "000001.jsonl"), '[2,"b"');
    assert.deepEqual(inputs(begin().tail(5)), ["a"]);
  });

  it("a folder that cannot be written costs no cell", () => {
    const file = join(folder, "a file");
    writeFileSync(file, "");
    const history = new History(new HistoryStore(join(file, "below")));
    history.add({ line: 1, input: "a", output: null });
    assert.deepEqual(history.tail(5), []);
  });

  it("is kept nowhere where no person types the cells", () => {
    assert.equal(historyFolder({ NABLAB_HISTORY: "none" }), undefined);
    assert.equal(historyFolder({ JUPYTER_DATA_DIR: "/mine" }), join("/mine", "nablab", "history"));
    const store = new HistoryStore(undefined);
    store.add({ line: 1, input: "1", output: "1" });
    assert.deepEqual(store.sessions(), []);
    assert.equal(store.session(), 1);
  });
});
