import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { captured } from "./capture";
import { check } from "./check";
import { display } from "./display";
import { hostKey, type DisplayHost } from "./host";
import { currentLocale, sayFrom, setLanguage } from "./language";
import { todo } from "./todo";

const text = (f: () => void): unknown => captured(f)[0].data["text/plain"];

describe("setLanguage", () => {
  afterEach(() => setLanguage("en"));

  it("is English until it is chosen, and what is said follows it", () => {
    assert.equal(
      text(() => check("斜率", todo, 4)),
      "○ 斜率: todo",
    );
    setLanguage("zh");
    assert.equal(
      text(() => check("斜率", todo, 4)),
      "○ 斜率：待完成",
    );
    assert.equal(
      text(() => check("斜率", 4, 4)),
      "✓ 斜率",
    );
    const many = Array.from({ length: 120 }, (_, i) => ({ i }));
    assert.match(String(text(() => display(many))), /……还有 20 行$/);
  });

  it("refuses any other language", () => {
    assert.throws(
      () => setLanguage("fr" as never),
      /^RangeError: setLanguage: language must be "en" or "zh", but got 'fr'/,
    );
  });

  it("is kept by the kernel where there is one: the notebook's metadata until it is chosen", () => {
    const hosts = globalThis as Record<symbol, unknown>;
    const host: DisplayHost = { display: () => undefined, clearOutput: () => undefined, locale: "zh" };
    Object.defineProperty(hosts, hostKey, { value: host, configurable: true, writable: true });
    try {
      assert.equal(currentLocale(), "zh");
      setLanguage("en");
      assert.equal(host.locale, "en");
    } finally {
      delete hosts[hostKey];
    }
  });
});

describe("a catalogue", () => {
  const say = sayFrom({ "{count} of {total}": "{total} 中的 {count}", end: "终点" });

  it("puts values into the sentence of the language", () => {
    assert.equal(say("{count} of {total}", { count: 1, total: 2 }), "1 of 2");
    setLanguage("zh");
    assert.equal(say("{count} of {total}", { count: 1, total: 2 }), "2 中的 1");
    assert.equal(say("end"), "终点");
    setLanguage("en");
  });

  it("knows at compile time what can be said, and with which values", () => {
    // @ts-expect-error: no such sentence
    assert.equal(say("start"), "start");
    // @ts-expect-error: a value is missing
    assert.equal(say("{count} of {total}", { count: 1 }), "1 of undefined");
  });
});
