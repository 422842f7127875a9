// The connection file: where the kernel listens, and the key that signs its messages.

import { getHashes } from "node:crypto";
import { readFileSync } from "node:fs";
import { isFields } from "../protocol/read";
import type { Fields } from "../protocol/message";

export const channels = ["shell", "control", "iopub", "stdin", "hb"] as const;
export type Channel = (typeof channels)[number];

export interface Connection {
  key: string;
  /** The hash of the signatures, as OpenSSL calls it. */
  hash: string;
  addresses: Record<Channel, string>;
  ipv6: boolean;
  /** The kernel's pair of keys, where the sockets are to be encrypted. */
  curve?: CurveKeys;
  /** The numbers as the file gives them: `shell_port` and so on. */
  ports: Fields;
}

/** A pair of CurveZMQ's keys, in Z85. */
export interface CurveKeys {
  publicKey: string;
  secretKey: string;
}

/** A connection file that the kernel cannot work with; the message is for a person. */
export class BadConnection extends Error {}

/** Reads a connection file. */
export function readConnection(file: string): Connection {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new BadConnection(`The connection file ${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return parseConnection(text);
  } catch (error) {
    throw new BadConnection(`The connection file ${file} is wrong: ${(error as Error).message}`);
  }
}

/** What a connection file says; throws a sentence about what is wrong with it. */
export function parseConnection(text: string): Connection {
  const fields: unknown = JSON.parse(text);
  if (!isFields(fields)) throw new BadConnection("it must be a JSON object.");
  const key = word(fields, "key", "");
  const ip = word(fields, "ip", "127.0.0.1");
  const transport = word(fields, "transport", "tcp");
  if (transport !== "tcp" && transport !== "ipc") {
    throw new BadConnection(`transport must be "tcp" or "ipc", but is "${transport}".`);
  }
  if (key === "" && transport === "tcp" && !isLoopback(ip)) {
    throw new BadConnection(
      `its key is empty and its ip is ${ip}: anyone on the network could run code. Give a key, or use 127.0.0.1.`,
    );
  }
  const numbers = channels.map((channel) => [`${channel}_port`, port(fields, `${channel}_port`)] as const);
  const ports: Fields = Object.fromEntries(numbers);
  const addresses = Object.fromEntries(
    numbers.map(([, number], i) => [channels[i], address(transport, ip, number)]),
  ) as Record<Channel, string>;
  return { key, hash: hashOf(fields), addresses, ipv6: ip.includes(":"), ports, curve: curveKeys(fields) };
}

function word(fields: Fields, name: string, otherwise: string): string {
  const value = fields[name] ?? otherwise;
  if (typeof value === "string") return value;
  throw new BadConnection(`${name} must be a string, but is ${JSON.stringify(value)}.`);
}

/** Both keys or none: with one the sockets would stay open to read. */
function curveKeys(fields: Fields): CurveKeys | undefined {
  const [publicKey, secretKey] = ["curve_publickey", "curve_secretkey"].map((name) => z85(fields, name));
  if (publicKey === undefined && secretKey === undefined) return undefined;
  if (publicKey !== undefined && secretKey !== undefined) return { publicKey, secretKey };
  const missing = publicKey === undefined ? "curve_publickey" : "curve_secretkey";
  throw new BadConnection(`${missing} is missing: sockets are encrypted with both keys, or with none.`);
}

/** What a key is, and never the key itself, stands in the sentence: it goes into a log. */
function z85(fields: Fields, name: string): string | undefined {
  const value = fields[name] ?? undefined;
  if (
    value === undefined ||
    (typeof value === "string" && /^[!#$%&()*+\-./0-9:<=>?@A-Z[\]^a-z{}]{40}$/.test(value))
  )
    return value;
  const what = typeof value === "string" ? `a text of ${value.length} characters` : `a ${typeof value}`;
  throw new BadConnection(`${name} must be a key of 40 characters in Z85, but is ${what}.`);
}

function port(fields: Fields, name: string): number {
  const value = fields[name];
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65535) return Number(value);
  throw new BadConnection(`${name} must be a port (1 to 65535), but is ${JSON.stringify(value)}.`);
}

function hashOf(fields: Fields): string {
  const scheme = word(fields, "signature_scheme", "hmac-sha256");
  const hash = scheme.replace(/^hmac-/, "").toLowerCase();
  if (scheme.startsWith("hmac-") && getHashes().includes(hash)) return hash;
  throw new BadConnection(`signature_scheme must be for instance "hmac-sha256", but is "${scheme}".`);
}

function address(transport: "tcp" | "ipc", ip: string, number: number): string {
  if (transport === "ipc") return `ipc://${ip}-${number}`;
  return `tcp://${ip.includes(":") ? `[${ip}]` : ip}:${number}`;
}

function isLoopback(ip: string): boolean {
  return ip === "localhost" || ip === "::1" || /^127(\.\d{1,3}){3}$/.test(ip);
}
