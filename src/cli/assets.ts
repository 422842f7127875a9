// The last step of the build: what is made from npm packages that only the build needs. `bootstrap.cjs`
// starts it.

import { dirname, join } from "node:path";
import { buildLabextension, buildTemplate } from "../labextension/build";
import { buildLite } from "../lite/build";
import { buildFonts } from "./fonts";
import { buildSmallCompiler } from "./smallCompiler";
import { buildLicences } from "./thirdParty";

async function build(): Promise<void> {
  const dist = dirname(__dirname);
  buildSmallCompiler();
  buildLabextension();
  buildTemplate();
  await buildLite();
  await buildFonts(join(dist, "fonts"));
  buildLicences(dist);
}

void build();
