// A page keeps no files.

export function userCacheFolder(): undefined {
  return undefined;
}
