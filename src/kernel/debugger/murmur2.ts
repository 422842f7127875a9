// MurmurHash2 of a text: the hash by which JupyterLab and a kernel call the source of a cell a file
// (`debugInfo`, "Murmur2").

const m = 0x5bd1e995;

/** The hash of the text's UTF-8 bytes, as JupyterLab reckons it (`@jupyterlab/debugger`, hash.ts). */
export function murmur2(text: string, seed: number): number {
  const data = Buffer.from(text, "utf8");
  let h = (seed ^ data.length) >>> 0;
  let i = 0;
  for (; i + 4 <= data.length; i += 4) {
    let k = Math.imul(data.readInt32LE(i), m);
    k = Math.imul(k ^ (k >>> 24), m);
    h = Math.imul(h, m) ^ k;
  }
  const rest = data.length - i;
  if (rest >= 3) h ^= data[i + 2] << 16;
  if (rest >= 2) h ^= data[i + 1] << 8;
  if (rest >= 1) h = Math.imul(h ^ data[i], m);
  h = Math.imul(h ^ (h >>> 13), m);
  return (h ^ (h >>> 15)) >>> 0;
}
