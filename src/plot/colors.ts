// The colours of curves: our own cycle, and Matplotlib's names for the colours that a format string may
// carry.

/**
 * The cycle of colours that curves take in turn, C0, C1, …: Okabe and Ito's palette, which colour-blind
 * people can tell apart (Color Universal Design, 2008), dark ones first and without its yellow, which
 * vanishes on white.
 */
export const cycle: readonly string[] = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#56b4e9",
  "#e69f00",
  "#000000",
];

/** The colour of the k-th curve. */
export function cycleColor(k: number): string {
  return cycle[k % cycle.length];
}

/**
 * Matplotlib's one-letter colours, with its own values: its green, cyan, magenta and yellow are darker than
 * those of CSS.
 */
export const letters: Readonly<Record<string, string>> = {
  b: "#0000ff",
  g: "#008000",
  r: "#ff0000",
  c: "#00bfbf",
  m: "#bf00bf",
  y: "#bfbf00",
  k: "#000000",
  w: "#ffffff",
};

/** Matplotlib's second palette, by the names that it has there. */
const tableau: Readonly<Record<string, string>> = {
  "tab:blue": "#1f77b4",
  "tab:orange": "#ff7f0e",
  "tab:green": "#2ca02c",
  "tab:red": "#d62728",
  "tab:purple": "#9467bd",
  "tab:brown": "#8c564b",
  "tab:pink": "#e377c2",
  "tab:gray": "#7f7f7f",
  "tab:olive": "#bcbd22",
  "tab:cyan": "#17becf",
};

const cssNames: ReadonlySet<string> = new Set(
  `
  aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown
  burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue
  darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange
  darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise
  darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia
  gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo
  ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
  lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue
  lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon
  mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue
  mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin
  navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen
  paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red
  rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue
  slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white
  whitesmoke yellow yellowgreen
  `
    .trim()
    .split(/\s+/),
);

/** Whether CSS knows the colour, by its name, as #rrggbb or as rgb(…). */
export function isColor(text: unknown): boolean {
  if (typeof text !== "string") return false;
  return (
    cssNames.has(text.toLowerCase()) || /^#[0-9a-f]{3,8}$/i.test(text) || /^(rgb|hsl)a?\(.*\)$/.test(text)
  );
}

/**
 * A colour that is written out, as a format string may be as a whole: `#rgb`, `#rrggbb`, `tab:blue` or a name
 * of CSS.
 */
export function namedColor(text: string): string | undefined {
  if (/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text) || cssNames.has(text)) return text;
  return Object.hasOwn(tableau, text) ? tableau[text] : undefined;
}
