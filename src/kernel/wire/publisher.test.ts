import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Header } from "../protocol/message";
import { Publisher } from "./publisher";

const header = (msg_id: string): Header => ({ msg_id }) as Header;

function statuses(...steps: readonly (readonly [string, string])[]): string[] {
  const sent: string[] = [];
  const publisher = new Publisher(({ parent, content }) =>
    sent.push(`${parent?.msg_id} ${(content as { execution_state: string }).execution_state}`),
  );
  for (const [id, execution_state] of steps) {
    publisher.publish({ type: "status", content: { execution_state }, parent: header(id) });
  }
  return sent;
}

describe("the kernel's state", () => {
  it("is told as it comes when requests follow one another", () => {
    const sent = statuses(["1", "busy"], ["1", "idle"], ["2", "busy"], ["2", "idle"]);
    assert.deepEqual(sent, ["1 busy", "1 idle", "2 busy", "2 idle"]);
  });

  it("a front end would show an idle kernel after a request out of turn: the cell's busy is said again", () => {
    const sent = statuses(["cell", "busy"], ["info", "busy"], ["info", "idle"], ["cell", "idle"]);
    assert.deepEqual(sent, ["cell busy", "info busy", "info idle", "cell busy", "cell idle"]);
  });
});
