// Text from bytes that come in pieces.

export class StringDecoder {
  private readonly decoder = new TextDecoder();

  write(bytes: Uint8Array): string {
    return this.decoder.decode(bytes, { stream: true });
  }
}
