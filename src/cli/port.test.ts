import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { describe, it } from "node:test";
import { refuseTakenPort } from "./port";

describe("the port", () => {
  for (const host of ["127.0.0.1", "0.0.0.0"]) {
    it(`that a program listens on at ${host} is refused, another one proposed, and free again after it`, async () => {
      const server = createServer().listen(0, host);
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const error: unknown = await refuseTakenPort(port).catch((reason: unknown) => reason);
      assert.ok(error instanceof Error);
      const [, taken, free, proposed] =
        /^Port (\d+) is taken by another program\. Port (\d+) is free: npm start -- --port (\d+)$/.exec(
          error.message,
        ) ?? [];
      assert.equal(Number(taken), port);
      assert.equal(free, proposed);
      assert.notEqual(Number(free), port);
      await refuseTakenPort(Number(free));
      server.close();
      await once(server, "close");
      await refuseTakenPort(port);
    });
  }
});
