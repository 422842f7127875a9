#!/usr/bin/env node
// The command `nablab`: one table from a subcommand to what it does.

import { doctor, commandLine as doctorLine } from "./doctor";
import { report, UsageError } from "./failure";
import { install, installLine, uninstall, uninstallLine } from "./install";
import { type CommandLine, parseOptions, usage, type Values } from "./options";
import { endLine } from "./progress";
import { start, commandLine as startLine } from "./start";

/** A subcommand: its command line, and the deed, which gives the exit status. */
interface Command {
  line: CommandLine;
  run(values: Values): Promise<number>;
}

const commands: readonly Command[] = [
  { line: startLine, run: start },
  { line: doctorLine, run: doctor },
  { line: installLine, run: install },
  { line: uninstallLine, run: uninstall },
];

const overview = [
  "Usage: nablab COMMAND [options]",
  "",
  ...commands.map(({ line }) => `  nablab ${line.name.padEnd(12)}${line.summary}`),
  "",
  "nablab COMMAND --help tells a command's options.",
].join("\n");

async function execute(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === "--help" || name === "-h" || name === "help") {
    console.log(overview);
    return 0;
  }
  const command = commands.find(({ line }) => line.name === name);
  if (command === undefined) {
    throw new UsageError(name === undefined ? "Say what to do." : `There is no command "${name}".`, overview);
  }
  const values = parseOptions(command.line, rest);
  if (values.help === undefined) return command.run(values);
  console.log(usage(command.line));
  return 0;
}

/** Carries out a command line; the process ends with its exit status. */
export async function main(words: readonly string[]): Promise<void> {
  const status = await execute(words).catch((error: unknown) => {
    endLine();
    return report(error);
  });
  process.exit(status);
}

if (require.main === module) void main(process.argv.slice(2));
