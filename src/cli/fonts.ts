// The fonts of static pictures, taken from npm packages that only the build needs.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Upright, bold, slanted, both: the package has 22 fonts. */
const latin = ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique"];
const chinese = "NotoSansHans-Regular.otf";

type Subset = (font: Buffer, text: string | undefined, options: SubsetOptions) => Promise<Buffer>;

interface SubsetOptions {
  targetFormat: "sfnt";
  keepAllGlyphs?: boolean;
  /** Hints fit outlines to a screen's pixels; resvg reads none, and they are a sixth of a font. */
  noHinting: true;
}

/** Writes the fonts into a folder; the Chinese one with the characters that are in use. */
export async function buildFonts(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const subset = createRequire(__filename)("subset-font") as Subset;
  const options = { targetFormat: "sfnt", noHinting: true } as const;
  for (const name of latin) {
    const font = readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
    writeFileSync(
      join(folder, `${name}.ttf`),
      await subset(font, undefined, { ...options, keepAllGlyphs: true }),
    );
  }
  const source = join(dirname(dirname(require.resolve("@embedpdf/fonts-sc"))), "fonts", chinese);
  const characters = String.fromCodePoint(...charactersInUse());
  writeFileSync(join(folder, chinese), await subset(readFileSync(source), characters, options));
}

/**
 * The 6,763 ideographs of GB 2312 (simplified), the 5,401 frequent ones of Big5 (traditional), and all signs
 * that are set with them. A third of the font's characters, and a third of its size.
 */
function charactersInUse(): number[] {
  const simplified = decoded("gb18030", [0xa1, 0xf7], [[0xa1, 0xfe]]);
  const traditional = decoded(
    "big5",
    [0xa4, 0xc6],
    [
      [0x40, 0x7e],
      [0xa1, 0xfe],
    ],
  );
  const signs = [
    [0x20, 0x20],
    [0x2e80, 0x303f],
    [0x31c0, 0x33ff],
    [0xfe30, 0xfe4f],
    [0xff00, 0xffef],
  ].flatMap(range);
  return [...new Set([...simplified, ...traditional, ...signs])].sort((a, b) => a - b);
}

/** The characters that two bytes of an encoding stand for. */
function decoded(encoding: string, leads: number[], trails: number[][]): number[] {
  const decoder = new TextDecoder(encoding);
  const pairs = range(leads).flatMap((lead) => trails.flatMap(range).map((trail) => [lead, trail]));
  return pairs.flatMap((pair) =>
    [...decoder.decode(Uint8Array.from(pair))].map((character) => character.codePointAt(0)!),
  );
}

function range([first, last]: number[]): number[] {
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}
