import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { metadataOf } from "../../display/pngSize";
import { Studio } from "./studio";

const line = (y: number): { data: object[]; layout: object } => ({
  data: [{ x: [0, 1], y: [0, y] }],
  layout: { width: 300, height: 200 },
});
const isPng = (bytes: Uint8Array): boolean => Buffer.from(bytes).toString("latin1", 1, 4) === "PNG";

describe("the drawing thread", () => {
  const folder = mkdtempSync(join(tmpdir(), "nablab-studio-"));
  after(() => rmSync(folder, { recursive: true }));

  /** A thread that answers by `code`, which has `order` and `answer(delivery)`. */
  const threadOf = (name: string, code: string): string => {
    const file = join(folder, `${name}.js`);
    const head = `const { workerData: { port, count } } = require("node:worker_threads");
      const answer = (delivery) => { port.postMessage(delivery); Atomics.add(count, 0, 1); Atomics.notify(count, 0); };`;
    writeFileSync(file, `${head} port.on("message", (order) => { ${code} });`);
    return file;
  };
  const hangsOnce = threadOf(
    "hangs",
    "while (order.figure.data.length === 0); answer({ id: order.id, png: new Uint8Array(1) });",
  );

  it("draws one after another, waited for or not", async () => {
    const studio = new Studio(120_000);
    const two = [studio.draw(line(1)), studio.draw(line(2))];
    const now = studio.drawNow(line(3));
    const [one, other] = await Promise.all(two);
    for (const png of [one, other, now]) assert.ok(isPng(png));
    assert.notDeepEqual(one, other);
    assert.deepEqual(await studio.draw(line(3)), now);
  });

  it("draws two pixels for one, fewer where the picture is very large; it says how large it is to be shown", async () => {
    const studio = new Studio(120_000);
    for (const [width, height, pixels] of [
      [300, 200, 600],
      [1000, 4000, 1000],
    ]) {
      // prettier-ignore
      const png = Buffer.from(await studio.draw({ ...line(1), layout: { width, height } }));
      assert.equal(png.readUInt32BE(16), pixels);
      const shown = metadataOf({ "image/png": png.toString("base64") })["image/png"] ?? {
        width: pixels,
        height,
      };
      assert.deepEqual(shown, { width, height });
    }
  });

  it("says why a figure has no picture, and goes on", async () => {
    const studio = new Studio(120_000);
    await assert.rejects(
      studio.draw({ data: [{ type: "sankey" }], layout: {} }),
      /no static picture of traces of type "sankey"/,
    );
    assert.throws(() => studio.drawNow({ data: [{ type: "choropleth" }], layout: {} }), /"choropleth"/);
    assert.ok(isPng(await studio.draw(line(1))));
  });

  it("is ended when it hangs; the next figure is drawn by a new one", async () => {
    const studio = new Studio(6000, hangsOnce);
    const empty = { data: [], layout: {} };
    await assert.rejects(studio.draw(empty), /took more than 6 seconds/);
    assert.equal((await studio.draw(line(1))).length, 1);
    assert.throws(() => studio.drawNow(empty), /took more than 6 seconds/);
    assert.equal(studio.drawNow(line(1)).length, 1);
  });

  it("gets more time for a figure where it is given", async () => {
    const slow = "setTimeout(() => answer({ id: order.id, png: new Uint8Array(1) }), 1500);";
    const studio = new Studio(500, threadOf("slow", slow));
    await assert.rejects(studio.draw(line(1)), /took more than 0.5 seconds/);
    assert.equal((await studio.draw(line(1), 60_000)).length, 1);
  });

  it("that ends by itself fails what waits for it, and nothing else", async () => {
    const studio = new Studio(10_000, threadOf("ends", "process.exit(0)"));
    await assert.rejects(studio.draw(line(1)), /has ended/);
    const broken = new Studio(10_000, join(folder, "none.js"));
    await assert.rejects(broken.draw(line(1)), /Cannot find module/);
  });
});
