// The globals of Node that the first cells use most, so that they need not wait for all of @types/node (2.3
// MB, 250 ms). A cell that is refused with these alone is checked again with the real ones, so this list may
// be as short as it likes, but never more lenient than @types/node.

export const PRELUDE = `
interface Console {
  debug(message?: any, ...optionalParams: any[]): void;
  error(message?: any, ...optionalParams: any[]): void;
  info(message?: any, ...optionalParams: any[]): void;
  log(message?: any, ...optionalParams: any[]): void;
  warn(message?: any, ...optionalParams: any[]): void;
}
declare var console: Console;
`;
