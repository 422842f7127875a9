// Names that nothing else has. `crypto.randomUUID` is only there in pages of https and of this machine.

export function randomBytes(length: number): { toString(encoding: "hex"): string } {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(length));
  return { toString: () => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}

export function randomUUID(): string {
  const hex = randomBytes(16).toString("hex");
  const variant = ((parseInt(hex[16], 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
