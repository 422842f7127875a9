// Names that nothing else has.

export { randomBytes, randomUUID } from "node:crypto";
