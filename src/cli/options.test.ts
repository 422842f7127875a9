import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { UsageError } from "./failure";
import { type CommandLine, parseOptions, parsePort, usage } from "./options";

const line: CommandLine = {
  name: "walk",
  summary: "Walks.",
  options: { "no-hat": { help: "without a hat" }, to: { takes: "PLACE", help: "where to" } },
};

function refuses(words: string[], message: string): void {
  assert.throws(
    () => parseOptions(line, words),
    (error: unknown) => {
      assert.ok(error instanceof UsageError);
      assert.equal(error.message, message);
      assert.equal(error.status, 2);
      assert.match(error.usage, /^Usage: nablab walk/);
      return true;
    },
  );
}

describe("a command line", () => {
  it("gives switches and values, in both forms", () => {
    assert.deepEqual(parseOptions(line, []).values, {});
    assert.deepEqual(parseOptions(line, ["--no-hat", "--to", "Rome"]).values, { "no-hat": true, to: "Rome" });
    assert.deepEqual(parseOptions(line, ["--to=Rome"]).values, { to: "Rome" });
  });

  it("takes the last of a repeated option", () => {
    assert.deepEqual(parseOptions(line, ["--to", "Rome", "--to", "Ulm"]).values, { to: "Ulm" });
  });

  it("knows --help and -h everywhere", () => {
    assert.deepEqual(parseOptions(line, ["--help"]).values, { help: true });
    assert.deepEqual(parseOptions(line, ["-h"]).values, { help: true });
  });

  it("names the word at fault", () => {
    refuses(["--fro"], "There is no option --fro.");
    refuses(["-x"], "There is no option -x.");
    refuses(["--to"], "--to needs a value: --to PLACE.");
    refuses(["--to="], "--to needs a value: --to PLACE.");
    refuses(["--to", "--no-hat"], "--to needs a value: --to PLACE.");
    refuses(["--no-hat=1"], '--no-hat takes no value, but got "1".');
    refuses(["Rome"], '"Rome" is one word too many.');
  });

  it("does not take a name of Object's own for an option", () => {
    refuses(["--toString"], "There is no option --toString.");
    refuses(["--constructor"], "There is no option --constructor.");
  });

  it("shows every option in its usage", () => {
    assert.equal(
      usage(line),
      [
        "Usage: nablab walk [options]",
        "Walks.",
        "",
        "  --no-hat     without a hat",
        "  --to PLACE   where to",
        "  --help       show this text",
      ].join("\n"),
    );
  });
});

describe("options that npm took for itself", () => {
  const asNpm = (variables: Record<string, string>, words: string[], message: string): void => {
    Object.assign(process.env, { npm_lifecycle_event: "walk", ...variables });
    try {
      refuses(words, message);
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
      if (before === undefined) delete process.env.npm_lifecycle_event;
      else process.env.npm_lifecycle_event = before;
    }
  };
  const before = process.env.npm_lifecycle_event;
  const way = " Options come after two dashes: npm walk -- --option";

  it("are not silently left out", () => {
    asNpm({ npm_config_to: "Rome" }, [], `npm kept --to for itself.${way}`);
    asNpm({ npm_config_hat: "" }, [], `npm kept --no-hat for itself.${way}`);
    asNpm({}, ["Rome"], `"Rome" is one word too many.${way}`);
  });
});

describe("a port", () => {
  it("is a whole number that a server can have", () => {
    assert.equal(parsePort(line, "8888"), 8888);
    assert.equal(parsePort(line, "65535"), 65535);
  });

  for (const text of ["0", "65536", "-1", "80.5", "1e3", "http", "0x50", " 80"]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.throws(() => parsePort(line, text), {
        message: `--port must be a whole number from 1 to 65535, but got "${text}".`,
        status: 2,
      });
    });
  }
});
