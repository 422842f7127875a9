import assert from "node:assert/strict";
import { isAbsolute } from "node:path";
import { after, test } from "node:test";
import { homeFolder, userCacheFolder } from "./cacheFolder";

test("where HOME is an empty text, nothing is kept beside the notebook", () => {
  const before = process.env.HOME;
  after(() => {
    if (before === undefined) delete process.env.HOME;
    else process.env.HOME = before;
  });
  process.env.HOME = "";
  for (const folder of [homeFolder(), userCacheFolder({})]) assert.ok(isAbsolute(folder), folder);
});
