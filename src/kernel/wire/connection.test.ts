import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseConnection, readConnection } from "./connection";

const ports = { shell_port: 1, control_port: 2, iopub_port: 3, stdin_port: 4, hb_port: 5 };
const good = { ...ports, ip: "127.0.0.1", key: "k", transport: "tcp", signature_scheme: "hmac-sha256" };
const parse = (fields: object): ReturnType<typeof parseConnection> => parseConnection(JSON.stringify(fields));

describe("the connection file", () => {
  it("gives addresses, key and hash", () => {
    const { addresses, key, hash } = parse(good);
    assert.deepEqual(
      [addresses.shell, addresses.hb, key, hash],
      ["tcp://127.0.0.1:1", "tcp://127.0.0.1:5", "k", "sha256"],
    );
    assert.equal(parse({ ...good, ip: "::1" }).addresses.shell, "tcp://[::1]:1");
    assert.equal(parse({ ...good, transport: "ipc", ip: "/tmp/k" }).addresses.iopub, "ipc:///tmp/k-3");
  });

  it("has both keys for encryption or none, and never tells one", () => {
    const [curve_publickey, curve_secretkey] = ["a".repeat(40), "rlNZ<^isfqHk(U{W4smV)D=x2=BP=(uq#ghm!ruA"];
    assert.equal(parse(good).curve, undefined);
    assert.deepEqual(parse({ ...good, curve_publickey, curve_secretkey }).curve, {
      publicKey: curve_publickey,
      secretKey: curve_secretkey,
    });
    assert.throws(() => parse({ ...good, curve_publickey }), /curve_secretkey is missing/);
    assert.throws(() => parse({ ...good, curve_secretkey }), /curve_publickey is missing/);
    const refused = (key: unknown, what: RegExp): void =>
      assert.throws(() => parse({ ...good, curve_publickey, curve_secretkey: key }), what);
    refused(
      "secret",
      /curve_secretkey must be a key of 40 characters in Z85, but is a text of 6 characters\.$/,
    );
    refused(`"${curve_secretkey.slice(1)}`, /is a text of 40 characters\.$/);
    refused(5, /is a number\.$/);
  });

  it("listens on loopback when it does not say where", () => {
    assert.equal(parse({ ...good, ip: undefined }).addresses.shell, "tcp://127.0.0.1:1");
  });

  it("an empty key is refused on every address but loopback", () => {
    for (const ip of ["127.0.0.1", "127.3.2.1", "::1", "localhost"])
      assert.equal(parse({ ...good, ip, key: "" }).key, "");
    for (const ip of ["0.0.0.0", "*", "192.168.1.5", "example.org", "127.0.0.1.example.org", "::"]) {
      assert.throws(() => parse({ ...good, ip, key: "" }), /key is empty/);
      assert.equal(parse({ ...good, ip }).key, "k");
    }
  });

  for (const [field, value, why] of [
    ["shell_port", undefined, /shell_port must be a port/],
    ["hb_port", "5", /hb_port must be a port/],
    ["iopub_port", 70000, /iopub_port must be a port/],
    ["key", 5, /key must be a string/],
    ["transport", "udp", /transport must be/],
    ["signature_scheme", "hmac-nothing", /signature_scheme must be/],
    ["signature_scheme", "sha256", /signature_scheme must be/],
  ] as const) {
    it(`${field}: ${JSON.stringify(value)} is refused with a sentence`, () => {
      assert.throws(() => parse({ ...good, [field]: value }), why);
    });
  }

  it("a file that is not there, or no JSON, is a sentence too", () => {
    assert.throws(
      () => readConnection("/nowhere/x.json"),
      /connection file \/nowhere\/x.json cannot be read/,
    );
    assert.throws(() => readConnection(__filename), /connection file .* is wrong/);
    assert.throws(() => parseConnection("[]"), /must be a JSON object/);
  });
});
