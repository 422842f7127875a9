// The fonts of static pictures, and how much room text takes in them. They travel with the package: a picture
// is the same on every machine.

import { create, type Font } from "fontkit";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** How a piece of text is set. */
export interface TextStyle {
  /** In pixels. */
  size: number;
  bold: boolean;
  italic: boolean;
}

/** The room that one line of text takes. */
export interface Extent {
  width: number;
  /** Above the base line, and below it. */
  ascent: number;
  descent: number;
}

/**
 * Latin, Greek, Cyrillic, mathematics: the look of Verdana, which browsers use for plotly's text where there
 * is no Open Sans.
 */
export const family = "DejaVu Sans";

/** Where the build puts the fonts: `src/cli/fonts.ts`. */
const folder = join(__dirname, "..", "..", "fonts");
const latinFiles = ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique"].map(
  (name) => join(folder, `${name}.ttf`),
);
const chineseFile = join(folder, "NotoSansHans-Regular.otf");

/** Upright, bold, slanted, both; and the one for Chinese. */
export const fontFiles: readonly string[] = [...latinFiles, chineseFile];

const read = new Map<string, Uint8Array>();
const loaded = new Map<string, Font>();

/** The bytes of the fonts that a drawing needs: each one that is not needed makes it quicker. */
export function fontsFor(svg: string): Uint8Array[] {
  const isBold = /font-weight(: ?|=")(bold|[6-9]00)/.test(svg);
  const isItalic = /font-style(: ?|=")(italic|oblique)/.test(svg);
  const latin = latinFiles.filter((_, k) => (isBold || !(k & 1)) && (isItalic || !(k & 2)));
  return [...latin, ...(needsChinese(svg) ? [chineseFile] : [])].map(bytesOf);
}

/** Measures one line with the widths of its glyphs, pairs drawn together as the font says. */
export function measure(text: string, { size, bold, italic }: TextStyle): Extent {
  const main = load(latinFiles[(bold ? 1 : 0) + (italic ? 2 : 0)]);
  const width = pieces(text).reduce((sum, piece) => {
    const font = needsChinese(piece) ? load(chineseFile) : main;
    return sum + (font.layout(piece).advanceWidth * size) / font.unitsPerEm;
  }, 0);
  // Browsers round both to whole pixels.
  const pixels = (units: number): number => Math.round((Math.abs(units) * size) / main.unitsPerEm);
  return { width, ascent: pixels(main.ascent), descent: pixels(main.descent) };
}

/** Ideographs, their punctuation, full-width letters. */
const chinese = /[\u2e80-\u303f\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+/;

function needsChinese(text: string): boolean {
  return chinese.test(text);
}

/** Runs of one script. The spaces of no width that plotly sets between sub- and superscripts take no room. */
function pieces(text: string): string[] {
  const visible = text.replace(/\u200b/g, "");
  return visible.split(new RegExp(`(${chinese.source})`)).filter((piece) => piece !== "");
}

function load(file: string): Font {
  let font = loaded.get(file);
  if (font === undefined) {
    font = create(bytesOf(file));
    loaded.set(file, font);
  }
  return font;
}

function bytesOf(file: string): Uint8Array {
  let bytes = read.get(file);
  if (bytes === undefined) {
    bytes = readFileSync(file);
    read.set(file, bytes);
  }
  return bytes;
}
