// `npm run watch`: the types at every save, and then the quick tests that import what has changed.

import { type ChildProcess, spawn } from "node:child_process";
import { join, relative } from "node:path";
import ts from "typescript";
import { filesBelow, root } from "../cli/environment";
import { report } from "../cli/failure";
import { type CommandLine, parseOptions, usage } from "../cli/options";
import { readImports, withImporters } from "./importGraph";
import { laneVariable } from "./lane";
import { compiled, testSources, testVariables } from "./npmTest";

const src = join(root, "src");

export const commandLine: CommandLine = {
  name: "watch",
  calledAs: "npm run watch --",
  takes: "[PATH…]",
  summary: "Checks the types at every save and runs the quick tests of what has changed; Ctrl-C ends it.",
  options: {},
};

/** The quick tests below `paths` that import one of the changed sources, directly or through others. */
export function testsOf(changed: Iterable<string>, paths: readonly string[] = []): string[] {
  const imports = readImports(filesBelow(src).filter((file) => file.endsWith(".ts")));
  const affected = withImporters(changed, imports);
  return testSources("quick", paths).filter((file) => affected.has(file));
}

/** The source of a compiled file. */
function sourceOf(output: string): string {
  return join(src, relative(join(root, "dist"), output)).replace(/\.js$/, ".ts");
}

/** Runs tests, one run at a time: a new change ends the run before it, whose tests are run again. */
class TestRuns {
  private running: ChildProcess | undefined;
  private readonly changed = new Set<string>();

  constructor(private readonly paths: readonly string[]) {}

  /** Remembers changes until tests of them have come to their end. */
  note(sources: Iterable<string>): void {
    for (const source of sources) this.changed.add(source);
  }

  start(): void {
    if (this.changed.size === 0) return;
    this.stop();
    const files = testsOf(this.changed, this.paths);
    if (files.length === 0) return this.changed.clear();
    console.log(`\n${files.length} quick tests import what has changed.`);
    const args = ["--test", "--test-reporter=dot", ...files.map(compiled)];
    const env = testVariables({ [laneVariable]: "quick" });
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
    this.running = child;
    child.once("close", (status) => this.ended(child, status));
  }

  stop(): void {
    this.running?.kill();
    this.running = undefined;
  }

  private ended(child: ChildProcess, status: number | null): void {
    if (this.running !== child) return;
    this.running = undefined;
    if (status === 0) this.changed.clear();
    console.log(status === 0 ? "passed" : "Tests fail; they are run again at the next save.");
  }
}

/**
 * The compiler's own watch, which tells of every file that it has written; `checked` hears whether the types
 * are right.
 */
function watchTypes(wrote: (output: string) => void, checked: (right: boolean) => void): void {
  const system: ts.System = {
    ...ts.sys,
    writeFile: (path, text, mark) => {
      ts.sys.writeFile(path, text, mark);
      if (path.endsWith(".js")) wrote(path);
    },
  };
  const show = (diagnostic: ts.Diagnostic): void =>
    console.log(ts.formatDiagnostic(diagnostic, formatHost).trimEnd());
  const status = (diagnostic: ts.Diagnostic, line: string, _: ts.CompilerOptions, errors?: number): void => {
    console.log(ts.flattenDiagnosticMessageText(diagnostic.messageText, line));
    if (errors !== undefined) checked(errors === 0);
  };
  const create = ts.createEmitAndSemanticDiagnosticsBuilderProgram;
  const config = join(root, "tsconfig.json");
  ts.createWatchProgram(ts.createWatchCompilerHost(config, {}, system, create, show, status));
}

const formatHost: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: () => root,
  getCanonicalFileName: (name) => name,
  getNewLine: () => "\n",
};

/** Carries out `npm run watch`; folders or files below src leave out the tests elsewhere. */
export function main(args: readonly string[]): void {
  try {
    const { values, words } = parseOptions(commandLine, args);
    if (values.help) return console.log(usage(commandLine));
    testSources("quick", words);
    const tests = new TestRuns(words);
    process.once("exit", () => tests.stop());
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));
    watchTypes(
      (output) => tests.note([sourceOf(output)]),
      (right) => (right ? tests.start() : tests.stop()),
    );
  } catch (error) {
    process.exit(report(error));
  }
}
