import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Request } from "../protocol/message";
import { RequestQueue } from "./queue";

function request(
  id: string,
  sent = 0,
  type = "execute_request",
  channel: Request["channel"] = "shell",
): Request {
  const header = { msg_id: id, msg_type: type, date: new Date(sent).toISOString() };
  return { channel, identities: [], header, metadata: {}, content: {}, buffers: [] } as unknown as Request;
}

function setUp(): { queue: RequestQueue; log: string[]; clock: { now: number } } {
  const log: string[] = [];
  const clock = { now: 1000 };
  const run = ({ header }: Request): void => void log.push(`run ${header.msg_id}`);
  const abort = ({ header }: Request): Promise<void> =>
    Promise.resolve(log.push(`abort ${header.msg_id}`)).then(() => undefined);
  return { queue: new RequestQueue(run, abort, () => clock.now), log, clock };
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
    queue.add(request("c", 0, "complete_request", "control"));
    queue.done();
    assert.deepEqual(log, ["run 1", "run c"]);
  });

  it("after an error waiting cells are aborted, other requests are served", async () => {
    const { queue, log } = setUp();
    queue.add(request("1"));
    queue.add(request("2"));
    queue.add(request("3", 0, "complete_request"));
    queue.failed();
    queue.done();
    await turn();
    assert.deepEqual(log, ["run 1", "abort 2", "run 3"]);
  });

  it("a cell that was sent before the error's reply and comes after it is aborted, one sent later runs", async () => {
    const { queue, log, clock } = setUp();
    queue.add(request("1"));
    queue.failed();
    queue.done();
    clock.now = 1010;
    queue.add(request("late", 995));
    await turn();
    queue.add(request("new", 1005));
    assert.deepEqual(log, ["run 1", "abort late", "run new"]);
  });

  it("a client whose clock is behind is believed for one second only", () => {
    const { queue, log, clock } = setUp();
    queue.add(request("1"));
    queue.failed();
    queue.done();
    clock.now = 2100;
    queue.add(request("2", 0));
    assert.deepEqual(log, ["run 1", "run 2"]);
  });
});
