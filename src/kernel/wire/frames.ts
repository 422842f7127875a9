// Messages as frames of bytes, with their signature.

import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import type { Fields, Header, Outgoing, Request } from "../protocol/message";
import { isFields } from "../protocol/read";

const delimiter = Buffer.from("<IDS|MSG>");

/**
 * How deep the parts of a message may be nested: what is deeper cannot be handed from one thread to the
 * other.
 */
const deepest = 500;

/** Text is sent as UTF-8; made into bytes by ZeroMQ itself it takes half the time. */
export type Frame = Uint8Array | string;

/** Signs the four parts of a message. */
export type Sign = (parts: readonly Frame[]) => string;

/** The signer of a connection; without a key the signature is empty. */
export function signer(key: string, hash: string): Sign {
  if (key === "") return () => "";
  const secret = createSecretKey(key, "utf8");
  return (parts) => {
    const hmac = createHmac(hash, secret);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  };
}

/** Frames that are no message of a client who knows the key; the message says why. */
export class BadFrames extends Error {}

/** The message in frames that came; throws BadFrames where there is no one to answer. */
export function decode(frames: readonly Buffer[], channel: Request["channel"], sign: Sign): Request {
  const start = frames.findIndex((frame) => frame.equals(delimiter));
  if (start === -1) throw new BadFrames("a message without the delimiter <IDS|MSG>");
  if (frames.length < start + 6) throw new BadFrames("a message with fewer than four parts");
  const parts = frames.slice(start + 2, start + 6);
  if (!sameText(frames[start + 1], Buffer.from(sign(parts)))) {
    throw new BadFrames("a message with a wrong signature");
  }
  const message: Request = {
    channel,
    identities: frames.slice(0, start),
    header: readHeader(parts[0]),
    metadata: {},
    content: {},
    buffers: frames.slice(start + 6),
  };
  return { ...message, ...readBody(parts) };
}

function sameText(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

function parse(part: Buffer): Fields | undefined {
  try {
    const value: unknown = JSON.parse(part.toString("utf8"));
    return isFields(value) && !isDeeper(value, deepest) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether lists and objects lie in each other more than `levels` deep. */
function isDeeper(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= levels; depth++) {
    level = level.flatMap((one): unknown[] =>
      typeof one === "object" && one !== null ? Object.values(one) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

function readHeader(part: Buffer): Header {
  const fields = parse(part);
  if (fields === undefined) throw new BadFrames("a message whose header is not a JSON object");
  if (typeof fields.msg_id !== "string" || typeof fields.msg_type !== "string") {
    throw new BadFrames("a message whose header has no msg_id and msg_type");
  }
  return fields as unknown as Header;
}

function readBody([, , metadata, content]: readonly Buffer[]): Partial<Request> {
  const read = { metadata: parse(metadata), content: parse(content) };
  const wrong = Object.entries(read).filter(([, fields]) => fields === undefined);
  if (wrong.length === 0) return read;
  return {
    malformed: `The ${wrong.map(([name]) => name).join(" and the ")} must be a JSON object, nested at most ${deepest} deep.`,
  };
}

/** The frames of a message to send; `route` are the client's identities, or the topic. */
export function encode(route: readonly Frame[], header: Header, message: Outgoing, sign: Sign): Frame[] {
  const { parent = {}, metadata = {}, content } = message;
  const parts = [header, parent, metadata, content].map((part) =>
    typeof part === "string" ? part : JSON.stringify(part),
  );
  return [...route, delimiter, sign(parts), ...parts, ...(message.buffers ?? [])];
}
