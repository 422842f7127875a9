// Command lines: what a command takes, its usage, and its words checked against both.

import { parseArgs } from "node:util";
import { UsageError } from "./failure";

/** One `--option`. */
export interface Option {
  /** The name of its value in the usage, such as `PORT`; an option without one is a switch. */
  takes?: string;
  help: string;
}

/** A command as its usage shows it. */
export interface CommandLine {
  name: string;
  summary: string;
  options: Readonly<Record<string, Option>>;
  /** How the command is called, where it is not by its name: `npm start --`. */
  calledAs?: string;
  /** What the command takes besides options, as its usage shows it: `NOTEBOOK…`; without it, nothing. */
  takes?: string;
}

/** The options that were given: text for those with a value, `true` for switches. */
export type Values = Readonly<Record<string, string | true | undefined>>;

/** A command line as it was given: its options, and the words besides them. */
export interface Given {
  values: Values;
  words: readonly string[];
}

const help: Option = { help: "show this text" };

/** What a command line gives, or a UsageError that names the word at fault. */
export function parseOptions(command: CommandLine, words: readonly string[]): Given {
  refuseSwallowed(command);
  const options: Record<string, Option | undefined> = { ...command.options, help };
  const { tokens } = parseArgs({
    args: words.map((word) => (word === "-h" ? "--help" : word)),
    options: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, kind(option?.takes)])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string | true> = {};
  const others: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") others.push(wordOf(command, token.value));
    if (token.kind === "option") {
      values[token.name] = valueOf(
        command,
        Object.hasOwn(options, token.name) ? options[token.name] : undefined,
        token.rawName,
        token.value,
      );
    }
  }
  return { values, words: others };
}

function wordOf(command: CommandLine, word: string): string {
  if (command.takes !== undefined) return word;
  throw misuse(command, `"${word}" is one word too many.${dashes(command)}`);
}

function kind(takes: string | undefined): { type: "string" | "boolean" } {
  return { type: takes === undefined ? "boolean" : "string" };
}

function valueOf(
  command: CommandLine,
  option: Option | undefined,
  name: string,
  value: string | undefined,
): string | true {
  if (option === undefined) throw misuse(command, `There is no option ${name}.`);
  if (option.takes === undefined) {
    if (value !== undefined) throw misuse(command, `${name} takes no value, but got "${value}".`);
    return true;
  }
  if (value === undefined || value === "" || value.startsWith("-")) {
    throw misuse(command, `${name} needs a value: ${name} ${option.takes}.`);
  }
  return value;
}

/** Without two dashes before them npm takes options for itself, and the command would run without them. */
function refuseSwallowed(command: CommandLine): void {
  if (process.env.npm_lifecycle_event !== command.name) return;
  // `--no-browser` arrives as "" or "true"; another value is a person's setting of npm's own option of that
  // name.
  const swallowed = Object.keys(command.options).find((name) =>
    name.startsWith("no-")
      ? ["", "true"].includes(process.env[`npm_config_${name.slice(3)}`] ?? "unset")
      : process.env[`npm_config_${name}`] !== undefined,
  );
  if (swallowed !== undefined) throw misuse(command, `npm kept --${swallowed} for itself.${dashes(command)}`);
}

function dashes({ name }: CommandLine): string {
  if (process.env.npm_lifecycle_event !== name) return "";
  return ` Options come after two dashes: npm ${name} -- --option`;
}

/** The error for a command line at fault, with the command's usage. */
export function misuse(command: CommandLine, message: string): UsageError {
  return new UsageError(message, usage(command));
}

/** The text that `--help` shows. */
export function usage(command: CommandLine): string {
  const rows = Object.entries({ ...command.options, help }).map(
    ([name, { takes, help: text }]) =>
      [`  --${name}${takes === undefined ? "" : ` ${takes}`}`, text] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length)) + 3;
  const lines = rows.map(([left, right]) => left.padEnd(width) + right);
  return [
    `Usage: ${[command.calledAs ?? `nablab ${command.name}`, command.takes, "[options]"].filter(Boolean).join(" ")}`,
    command.summary,
    "",
    ...lines,
  ].join("\n");
}

/** A port a server can listen on. */
export function parsePort(command: CommandLine, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw misuse(command, `--port must be a whole number from 1 to 65535, but got "${text}".`);
}
