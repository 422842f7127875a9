// The last step of the build: what is made from npm packages that only the build needs. `bootstrap.cjs` starts it.

import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildLabextension, buildTemplate } from "../labextension/build";

/** The one font that is used of a package that is five times as large. */
function copyFont(): void {
  const folder = join(__dirname, "..", "fonts");
  const source = dirname(dirname(require.resolve("@embedpdf/fonts-sc")));
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(source, "fonts", "NotoSansHans-Regular.otf"), join(folder, "NotoSansHans-Regular.otf"));
  copyFileSync(join(source, "LICENSE"), join(folder, "LICENSE"));
}

copyFont();
buildLabextension();
buildTemplate();
