// Text from bytes that come in pieces.

export { StringDecoder } from "node:string_decoder";
