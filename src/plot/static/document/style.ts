// The inline style of an element, as much of CSSStyleDeclaration as plotly uses: values are kept as they are
// written.

const properties: readonly string[] = [
  ..."background background-color cursor display fill font-family font-size font-style font-variant font-weight".split(
    " ",
  ),
  ..."height image-rendering left max-height max-width opacity overflow pointer-events position stroke".split(
    " ",
  ),
  ..."text-anchor top transform visibility width".split(" "),
];

export class Style {
  private readonly values = new Map<string, string>();

  /** `changed` is called whenever a property is set or removed. */
  constructor(private readonly changed: () => void = () => undefined) {}

  get length(): number {
    return this.values.size;
  }

  get cssText(): string {
    return [...this.values].map(([name, value]) => `${name}: ${value};`).join(" ");
  }

  set cssText(text: string) {
    this.values.clear();
    // A semicolon within quotes or parentheses ends no declaration.
    for (const [declaration] of text.matchAll(/(?:"[^"]*"|'[^']*'|\([^)]*\)|[^;])+/g)) {
      const [name, ...value] = declaration.split(":");
      if (value.length > 0) this.setProperty(name.trim(), value.join(":").trim());
    }
  }

  getPropertyValue(name: string): string {
    return this.values.get(name) ?? "";
  }

  getPropertyPriority(): string {
    return "";
  }

  setProperty(name: string, value: string | number | null): void {
    const text = value === null ? "" : String(value);
    if (text === "") this.values.delete(name);
    else this.values.set(name, text);
    this.changed();
  }

  removeProperty(name: string): string {
    const before = this.getPropertyValue(name);
    if (this.values.delete(name)) this.changed();
    return before;
  }
}

for (const name of properties) {
  const camelCase = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  for (const key of new Set([name, camelCase])) {
    Object.defineProperty(Style.prototype, key, {
      get(this: Style) {
        return this.getPropertyValue(name);
      },
      set(this: Style, value: string) {
        this.setProperty(name, value);
      },
    });
  }
}
