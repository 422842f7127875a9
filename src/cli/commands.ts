// The table of subcommands.

import { assign, assignLine } from "./assign";
import { book, bookLine } from "./book/book";
import { doctor, commandLine as doctorLine } from "./doctor";
import { report, UsageError } from "./failure";
import { install, installLine, uninstall, uninstallLine } from "./install";
import { kernelLine, refuseKernelLine } from "./kernel";
import { type CommandLine, type Given, parseOptions, usage } from "./options";
import { lessons, lessonsLine } from "./lessons";
import { ownVersion } from "./environment";
import { endLine } from "./progress";
import { runLine, runNotebooks } from "./runNotebooks";
import { site, siteLine } from "./site";
import { start, commandLine as startLine } from "./start";

/** A subcommand: its command line, and the deed, which gives the exit status. */
interface Command {
  line: CommandLine;
  run(given: Given): Promise<number>;
}

const commands: readonly Command[] = [
  { line: startLine, run: ({ values }) => start(values) },
  { line: lessonsLine, run: lessons },
  { line: runLine, run: runNotebooks },
  { line: bookLine, run: book },
  { line: siteLine, run: site },
  { line: doctorLine, run: doctor },
  { line: assignLine, run: assign },
  { line: installLine, run: ({ values }) => install(values) },
  { line: uninstallLine, run: ({ values }) => uninstall(values) },
  { line: kernelLine, run: refuseKernelLine },
];

const overview = [
  "Usage: nablab COMMAND [options]",
  "",
  ...commands.map(({ line }) => `  nablab ${line.name.padEnd(12)}${line.summary}`),
  "",
  "nablab COMMAND --help tells a command's options; nablab --version the version.",
].join("\n");

async function execute(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === "--help" || name === "-h" || name === "help") {
    console.log(overview);
    return 0;
  }
  if (name === "--version" || name === "-v" || name === "version") {
    console.log(ownVersion());
    return 0;
  }
  const command = commands.find(({ line }) => line.name === name);
  if (command === undefined) {
    throw new UsageError(name === undefined ? "Say what to do." : `There is no command "${name}".`, overview);
  }
  const given = parseOptions(command.line, rest);
  if (given.values.help === undefined) return command.run(given);
  console.log(usage(command.line));
  return 0;
}

/** Carries out a command line; its exit status. */
export function carryOut(words: readonly string[]): Promise<number> {
  return execute(words).catch((error: unknown) => {
    endLine();
    return report(error);
  });
}
