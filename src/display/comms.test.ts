import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { onComm, openComm } from "./comms";
import { type Comm, type CommMessage, type Comms, currentHost, type DisplayHost, hostKey } from "./host";

const place = globalThis as Record<symbol, unknown>;

/** A host whose comms write down what is asked of them. */
function withComms(): unknown[] {
  const log: unknown[] = [];
  const comm = (target: string): Comm => ({
    ...{ id: "1", target },
    send: (data, more) => void log.push(["send", data, more]),
    close: () => void log.push(["close"]),
    onMessage: () => undefined,
    onClose: () => undefined,
  });
  const comms: Comms = {
    open: (target, message) => {
      log.push(["open", target, message]);
      return comm(target);
    },
    registerTarget: (target, opened) => {
      const message: CommMessage = { data: { a: 1 }, metadata: {}, buffers: [] };
      void opened(comm(target), message);
    },
  };
  place[hostKey] = { ...currentHost(), comms } satisfies DisplayHost;
  return log;
}

describe("comms", () => {
  afterEach(() => delete place[hostKey]);

  it("a comm is opened through the host, and sends with buffers", () => {
    const log = withComms();
    const buffers = [new Uint8Array([1])];
    openComm("scene", { data: { size: 3 } }).send({ x: 1 }, { buffers });
    assert.deepEqual(log, [
      ["open", "scene", { data: { size: 3 } }],
      ["send", { x: 1 }, { buffers }],
    ]);
  });

  it("comms that the front end opens are handed over with their message", () => {
    const log = withComms();
    onComm("echo", (comm, { data }) => comm.send(data));
    assert.deepEqual(log, [["send", { a: 1 }, undefined]]);
  });

  it("without a front end what is sent is dropped", () => {
    const comm = openComm("scene");
    comm.send({});
    comm.close();
    assert.equal(comm.target, "scene");
  });

  it("a wrong target, data or listener is refused in words", () => {
    assert.throws(() => openComm(1 as unknown as string), /openComm: target must be the name/);
    assert.throws(
      () => openComm("t", { data: [] as unknown as Record<string, unknown> }),
      /data must be an object/,
    );
    assert.throws(() => onComm("t", 1 as unknown as () => void), /opened must be a function/);
  });
});
