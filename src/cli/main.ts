#!/usr/bin/env node
// The command `nablab`. A kernel is started by it every time a notebook is opened: nothing else is loaded for one.

/** Carries out a command line; the process ends with its exit status, or when the kernel that it has started ends. */
export async function main(words: readonly string[]): Promise<void> {
  const [name, connectionFile] = words;
  if (name === "kernel" && words.length === 2 && !connectionFile.startsWith("-")) {
    const kernel = await import("../kernel/main.js");
    return kernel.main(connectionFile);
  }
  const { carryOut } = await import("./commands.js");
  process.exit(await carryOut(words));
}

if (require.main === module) void main(process.argv.slice(2));
