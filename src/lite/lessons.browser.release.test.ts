// All lessons in a page, as most servers of files send it, and some in one that may share memory.

import { after, before, describe, it } from "node:test";
import { OpenSite } from "../testing/browser/courseSite";
import { judgeLesson, lessons } from "../testing/browser/siteLesson";

const limit = { timeout: 1_200_000 };

/** Figures, controls, a point that is grabbed, long loops of the library; both languages. */
const some = [
  "01-tangent-line",
  "zh/04-chain-rule",
  "09-automatic-differentiation",
  "zh/12-gradient-descent",
];

const kinds = {
  "a page": { isolated: false, paths: lessons },
  "an isolated page": { isolated: true, paths: some.map((name) => `${name}.ipynb`) },
};

for (const [what, { isolated, paths }] of Object.entries(kinds))
  describe(`in ${what}`, () => {
    let site: OpenSite | undefined;
    before(async () => {
      site = await OpenSite.start({ isolated });
    }, limit);
    after(() => site?.close());

    for (const path of paths)
      it(`${path} gives what is stored, draws its figures, and its controls answer`, limit, () =>
        judgeLesson(site!, path),
      );
  });
