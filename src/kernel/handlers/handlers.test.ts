import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { CommManager } from "../comm/manager";
import { FakeEngine } from "../../testing/fakeKernel/engine";
import { History } from "../history/history";
import { HistoryStore } from "../history/store";
import { installHost, makeHost } from "../output/host";
import { NotebookLocale } from "../output/locale";
import { Output } from "../output/output";
import type { Fields, Outgoing, Request } from "../protocol/message";
import { Interrupts } from "../requests/interrupts";
import { shared } from "../wire/link";
import { Afterwards } from "./afterwards";
import type { Context } from "./context";
import { serve } from "../protocol/serve";
import { handlerTable } from "./table";

const folder = mkdtempSync(join(tmpdir(), "nablab-handlers-"));
after(() => rmSync(folder, { recursive: true }));

/** A message's content as a client reads it. */
function contentOf({ content }: Outgoing): Fields {
  return (typeof content === "string" ? JSON.parse(content) : content) as Fields;
}

interface Served {
  reply: Fields | undefined;
  /** The types of the messages in their order, status by its state. */
  order: string[];
  content: (type: string) => Fields | undefined;
}

class Kernel {
  readonly messages: Outgoing[] = [];
  private readonly engine = new FakeEngine();
  readonly output: Output = new Output(
    (message) => {
      if (message.kind === "publish" || message.kind === "reply") this.messages.push(message.message);
    },
    { write: () => undefined },
  );
  readonly context: Context = {
    engine: () => Promise.resolve(this.engine),
    output: this.output,
    comms: new CommManager((message) => this.output.publish(message)),
    locale: new NotebookLocale(),
    history: new History(new HistoryStore(folder)),
    interrupts: new Interrupts(new Int32Array(shared.size)),
    afterwards: new Afterwards(),
    runs: [],
    count: 0,
  };
  private readonly table = handlerTable(this.context);

  async serve(type: string, content: Fields, more: Partial<Request> = {}): Promise<Served> {
    const header = { msg_id: "m", msg_type: type } as Request["header"];
    const request: Request = {
      channel: "shell",
      identities: [],
      header,
      metadata: {},
      content,
      buffers: [],
      ...more,
    };
    this.messages.length = 0;
    await serve(request, this.table, this.output);
    this.context.afterwards.run();
    const all = this.messages.map((message) => ({
      ...message,
      content: contentOf(message),
    }));
    return {
      reply: all.find((message) => message.type.endsWith("_reply"))?.content,
      order: all.map(({ type, content }) => (type === "status" ? String(content.execution_state) : type)),
      content: (wanted) => all.find((message) => message.type === wanted)?.content,
    };
  }

  run(code: string, more: Fields = {}): Promise<Served> {
    return this.serve("execute_request", { code, ...more });
  }
}

describe("a question of an editor", () => {
  it("publishes nothing, and an engine without editing says so", async () => {
    const { order, reply } = await new Kernel().serve("nablab_editor_request", {
      ask: "diagnose",
      cells: [],
    });
    assert.deepEqual([order, reply?.ename], [["nablab_editor_reply"], "BadRequest"]);
  });

  it("a run is noted for it where the client names the cell, and only then", async () => {
    const kernel = new Kernel();
    await kernel.run("1");
    await kernel.serve("execute_request", { code: "2" }, { metadata: { cellId: "a" } });
    assert.deepEqual(kernel.context.runs, [{ id: "a", text: "2" }]);
  });
});

describe("the bracket", () => {
  it("is busy, then what the request brings, the reply, idle", async () => {
    const { order } = await new Kernel().run("1 + 1");
    assert.deepEqual(order, ["busy", "execute_input", "execute_result", "execute_reply", "idle"]);
  });

  it("closes also around unknown, malformed and failing requests, which are answered", async () => {
    const kernel = new Kernel();
    for (const [type, content, more] of [
      ["no_such_request", {}, {}],
      ["execute_request", { code: 5 }, {}],
      ["execute_request", {}, { malformed: "The content must be a JSON object." }],
      ["history_request", { hist_access_type: "all" }, {}],
      ["toString", {}, {}],
      ["comm_msg", {}, {}],
    ] as const) {
      const { order, reply } = await kernel.serve(type, content, more);
      assert.deepEqual([order[0], order.at(-1)], ["busy", "idle"], type);
      assert.equal(reply?.status, type.endsWith("_request") ? "error" : undefined, type);
    }
  });
});

describe("execute_request", () => {
  it("what a cell has shown itself is not shown again as its result", async () => {
    const kernel = new Kernel();
    installHost(makeHost(kernel.output, kernel.context.comms, kernel.context.locale));
    const show = 'globalThis[Symbol.for("nablab.host")].display({ data: { "text/plain": "o" }, value: o })';
    const { order } = await kernel.run(`var o = {}; ${show}; o`);
    assert.deepEqual(order, ["busy", "execute_input", "display_data", "execute_reply", "idle"]);
    assert.ok((await kernel.run("o")).order.includes("execute_result"), "in a later cell it is a result");
  });

  it("an error is published and replied", async () => {
    const { reply, content, order } = await new Kernel().run('throw new RangeError("no")');
    assert.deepEqual([reply?.status, reply?.ename, reply?.evalue], ["error", "RangeError", "no"]);
    assert.equal(content("error")?.ename, "RangeError");
    assert.ok(!order.includes("execute_result"));
  });

  it("silent: nothing but the state and the reply, and no number", async () => {
    const kernel = new Kernel();
    assert.deepEqual((await kernel.run("1", { silent: true })).order, ["busy", "execute_reply", "idle"]);
    assert.equal((await kernel.run("1")).reply?.execution_count, 1);
  });

  it("user_expressions are evaluated after a cell that worked, each by itself", async () => {
    const { reply } = await new Kernel().run("var u = 2", { user_expressions: { a: "u + 1", b: "nothing" } });
    const { a, b } = reply?.user_expressions as Record<string, Fields>;
    assert.deepEqual({ ...a }, { status: "ok", data: { "text/plain": "3" }, metadata: {} });
    assert.equal(b.status, "error");
  });

  it("an interrupt ends a cell that awaits for ever", async () => {
    const kernel = new Kernel();
    const running = kernel.run("await new Promise(() => {})");
    setTimeout(() => kernel.context.interrupts.interrupt(), 10);
    assert.equal((await running).reply?.ename, "KeyboardInterrupt");
    assert.equal(kernel.context.interrupts.running, undefined);
  });

  it("a bundle that JSON cannot carry is the cell's error", async () => {
    const code = '({ [Symbol.for("Jupyter.display")]: () => ({ "application/json": 1n }) })';
    const { reply, order } = await new Kernel().run(code);
    assert.match(String(reply?.evalue), /BigInt/);
    assert.deepEqual(order, ["busy", "execute_input", "error", "execute_reply", "idle"]);
  });

  it("name? asks for help", async () => {
    const { reply } = await new Kernel().run("Math?");
    const [{ source, data }] = reply?.payload as { source: string; data: Fields }[];
    assert.equal(source, "page");
    assert.equal(data["text/plain"], "Math: object");
  });
});

describe("editing", () => {
  it("cursors count code points, both ways", async () => {
    const content = { code: '"😀"; Math.sqr', cursor_pos: 13 };
    const { reply } = await new Kernel().serve("complete_request", content);
    assert.deepEqual([reply?.matches, reply?.cursor_start, reply?.cursor_end], [["sqrt"], 10, 13]);
  });
});

describe("comms", () => {
  it("idle comes when the listener's promise has ended; its output belongs to the message", async () => {
    const kernel = new Kernel();
    kernel.context.comms.registerTarget("t", (comm) => {
      comm.onMessage(async ({ data, buffers }) => {
        await new Promise((done) => setTimeout(done, 5));
        comm.send({ got: data.x }, { buffers });
      });
    });
    await kernel.serve("comm_open", { comm_id: "1", target_name: "t", data: {} });
    const bytes = [new Uint8Array([1])];
    const { order } = await kernel.serve("comm_msg", { comm_id: "1", data: { x: 5 } }, { buffers: bytes });
    assert.deepEqual(order, ["busy", "comm_msg", "idle"]);
    const { content, buffers, parent } = kernel.messages[1];
    assert.deepEqual(JSON.parse(content as string), { comm_id: "1", data: { got: 5 } });
    assert.deepEqual([buffers, parent?.msg_id], [bytes, "m"]);
  });

  it("a listener that fails is shown, and the comm stays", async () => {
    const kernel = new Kernel();
    kernel.context.comms.registerTarget("t", (comm) =>
      comm.onMessage(() => Promise.reject(new Error("bad listener"))),
    );
    await kernel.serve("comm_open", { comm_id: "1", target_name: "t", data: {} });
    const { content, order } = await kernel.serve("comm_msg", { comm_id: "1", data: {} });
    assert.deepEqual(order, ["busy", "error", "idle"]);
    assert.equal(content("error")?.evalue, "bad listener");
    assert.deepEqual((await kernel.serve("comm_info_request", {})).reply?.comms, {
      "1": { target_name: "t" },
    });
  });

  it("a closed comm sends nothing more and says so; closing it again is nothing", async () => {
    const comm = new Kernel().context.comms.open("t");
    comm.close();
    comm.close();
    assert.throws(() => comm.send({}), /is closed/);
    await Promise.resolve();
  });
});
