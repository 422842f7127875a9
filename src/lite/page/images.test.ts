import assert from "node:assert/strict";
import { test } from "node:test";
import { loadLazily } from "./images";

void test("images of the drive are loaded lazily, and no others", () => {
  for (const [html, lazy] of [
    ['<img src="images/01.png" width="150" />', '<img loading="lazy" src="images/01.png" width="150" />'],
    ['<p><img alt="a" src="../b.png" /></p>', '<p><img loading="lazy" alt="a" src="../b.png" /></p>'],
    [
      '<img src="attachment:a.png" /><img src="c.png" />',
      '<img src="attachment:a.png" /><img loading="lazy" src="c.png" />',
    ],
  ])
    assert.equal(loadLazily(html), lazy);
  for (const html of [
    '<img src="data:image/png;base64,AA==" />',
    '<img src="/a.png" />',
    "<image src=x>",
    'src="a"',
  ])
    assert.equal(loadLazily(html), html);
});
