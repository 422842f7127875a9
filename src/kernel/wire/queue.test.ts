import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Request } from "../protocol/message";
import { RequestQueue } from "./queue";

function request(id: string, type = "execute_request", channel: Request["channel"] = "shell"): Request {
  const header = { msg_id: id, msg_type: type };
  return { channel, identities: [], header, metadata: {}, content: {}, buffers: [] } as unknown as Request;
}

/** A queue that writes down what becomes of requests; one called `deep` cannot be handed over. */
function setUp(): { queue: RequestQueue; log: string[] } {
  const log: string[] = [];
  const run = ({ header }: Request): void => {
    if (header.msg_id === "deep") throw new RangeError("too deep");
    log.push(`run ${header.msg_id}`);
  };
  const answer =
    (how: string) =>
    async ({ header }: Request): Promise<void> => {
      await Promise.resolve();
      log.push(`${how} ${header.msg_id}`);
    };
  return { queue: new RequestQueue(run, answer("abort"), answer("refuse")), log };
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe("the queue of requests", () => {
  it("runs one at a time, in order", () => {
    const { queue, log } = setUp();
    for (const id of ["1", "2", "3"]) queue.add(request(id));
    assert.deepEqual(log, ["run 1"]);
    queue.done();
    queue.done();
    assert.deepEqual(log, ["run 1", "run 2", "run 3"]);
  });

  it("a request of the control channel goes first", () => {
    const { queue, log } = setUp();
    for (const id of ["1", "2"]) queue.add(request(id));
    queue.add(request("c", "complete_request", "control"));
    queue.done();
    assert.deepEqual(log, ["run 1", "run c"]);
  });

  it("a question of an editor waits for all requests, and a newer one of its kind replaces it", async () => {
    const { queue, log } = setUp();
    const supersede = async ({ header }: Request): Promise<void> => {
      await Promise.resolve();
      log.push(`superseded ${header.msg_id}`);
    };
    const ask = (id: string, content: object): void =>
      queue.ask({ ...request(id, "nablab_editor_request", "control"), content: { ...content } }, supersede);
    queue.add(request("1"));
    ask("q1", { ask: "diagnose" });
    ask("hover", { ask: "inspect" });
    ask("q2", { ask: "diagnose" });
    queue.add(request("2"));
    for (let i = 0; i < 4; i++) queue.done();
    await turn();
    assert.deepEqual(log, ["run 1", "run 2", "run hover", "run q2", "superseded q1"]);
  });

  it("after an error waiting cells are aborted, other requests are served", async () => {
    const { queue, log } = setUp();
    queue.add(request("1"));
    queue.add(request("2"));
    queue.add(request("3", "complete_request"));
    queue.failed();
    queue.done();
    await turn();
    assert.deepEqual(log, ["run 1", "abort 2", "run 3"]);
  });

  it("a cell that is received before the error's reply is sent is aborted, one received later runs", async () => {
    const { queue, log } = setUp();
    queue.add(request("1"));
    queue.failed();
    queue.done();
    queue.add(request("late"));
    await turn();
    queue.answered();
    queue.add(request("new"));
    assert.deepEqual(log, ["run 1", "abort late", "run new"]);
  });

  it("a request that cannot be handed over is refused, and the next one runs", async () => {
    const { queue, log } = setUp();
    for (const id of ["deep", "2"]) queue.add(request(id));
    await turn();
    assert.deepEqual(log, ["refuse deep", "run 2"]);
  });
});
