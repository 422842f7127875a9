import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Header, protocolVersion } from "../protocol/message";
import { BadFrames, decode, encode, signer } from "./frames";

const sign = signer("a key", "sha256");
const header: Header = {
  msg_id: "1",
  session: "s",
  username: "u",
  date: "2020-01-01T00:00:00Z",
  msg_type: "execute_request",
  version: protocolVersion,
};
const message = {
  type: "execute_request",
  content: '{"code":"é😀"}',
  metadata: { m: [1] },
  buffers: [Buffer.from([0, 255])],
};

function frames(change: (parts: Buffer[]) => void = () => undefined): Buffer[] {
  const parts = encode([Buffer.from("client")], header, message, sign).map((part) => Buffer.from(part));
  change(parts);
  return parts;
}

/** Frames whose signature is right for whatever their parts are. */
function signed(at: number, text: string): Buffer[] {
  return frames((parts) => {
    parts[at] = Buffer.from(text);
    parts[2] = Buffer.from(sign(parts.slice(3, 7)));
  });
}

describe("frames", () => {
  it("what is encoded is decoded, with the way back and the buffers", () => {
    const request = decode(frames(), "shell", sign);
    assert.deepEqual(request.header, header);
    assert.deepEqual(request.content, { code: "é😀" });
    assert.deepEqual(request.metadata, { m: [1] });
    assert.deepEqual(request.buffers, [Buffer.from([0, 255])]);
    assert.deepEqual(request.identities, [Buffer.from("client")]);
    assert.equal(request.malformed, undefined);
  });

  it("the signature is the HMAC of the four parts, in hexadecimal", () => {
    const parts = ["{}", "{}", "{}", "{}"].map((text) => Buffer.from(text));
    // Python: hmac.new(b"key", b"{}{}{}{}", "sha256").hexdigest()
    assert.equal(
      signer("key", "sha256")(parts),
      "ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3",
    );
    assert.equal(signer("", "sha256")(parts), "");
  });

  it("a message with any part changed is refused", () => {
    for (let at = 2; at < 7; at++) {
      const changed = frames((parts) => (parts[at] = Buffer.concat([parts[at], Buffer.from(" ")])));
      assert.throws(() => decode(changed, "shell", sign), /wrong signature/);
    }
  });

  it("without delimiter, parts or header there is no one to answer", () => {
    assert.throws(() => decode([], "shell", sign), BadFrames);
    assert.throws(() => decode(frames().slice(2), "shell", sign), /delimiter/);
    assert.throws(() => decode(frames().slice(0, 5), "shell", sign), /four parts/);
    for (const text of ["null", "[]", "{", "1"]) {
      assert.throws(() => decode(signed(3, text), "shell", sign), /header is not/);
    }
    assert.throws(() => decode(signed(3, '{"msg_id":1,"msg_type":"x"}'), "shell", sign), /no msg_id/);
  });

  it("what is nested too deep to be handed on is refused: in the header dropped, behind it told", () => {
    const nested = (levels: number): string => `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
    assert.equal(decode(signed(6, nested(400)), "shell", sign).malformed, undefined);
    assert.match(decode(signed(6, nested(3000)), "shell", sign).malformed ?? "", /nested at most 500 deep/);
    assert.match(decode(signed(5, nested(100_000)), "shell", sign).malformed ?? "", /The metadata/);
    assert.throws(() => decode(signed(3, nested(3000)), "shell", sign), /header is not/);
  });

  it("behind a header that can be read, what cannot be is told", () => {
    assert.match(decode(signed(6, "{]"), "shell", sign).malformed ?? "", /The content must be a JSON object/);
    assert.match(decode(signed(5, "[]"), "shell", sign).malformed ?? "", /The metadata must be/);
  });
});
