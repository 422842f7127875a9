// node dist/bench/autograd.js [--rounds N] [--install] [--python PYTHON] [WORKLOAD…]: gradients here, in
// PyTorch, in TensorFlow.js and in tight loops, side by side. --install puts the two peers into a temporary
// folder first.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../cli/environment";
import { type Name, titles } from "./autogradData";
import { markdown, median, taken } from "./judges";

interface Measured {
  value: number;
  microseconds: number;
  megabytes: number;
}

interface Engine {
  title: string;
  command: (name: Name) => string[];
  /** Workloads that it is not asked for, and why. */
  without?: Partial<Record<Name, string>>;
}

const folder = join(tmpdir(), "nablab-bench");
const runner = join(__dirname, "autogradRun.js");

function install(): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  const run = (command: string, ...words: string[]): unknown =>
    execFileSync(command, words, { cwd: folder, stdio: "inherit" });
  run("npm", "install", "--no-audit", "--no-fund", "@tensorflow/tfjs@4.22.0");
  run("python3", "-m", "venv", "venv");
  run(join(folder, "venv", "bin", "python"), "-m", "pip", "install", "--quiet", "torch==2.13.0", "numpy");
}

function engines(python: string): Engine[] {
  const node = (engine: string) => (name: Name) => [process.execPath, runner, engine, name, folder];
  const ours = [
    { title: "nablab, `backward()`", command: node("backward") },
    { title: "nablab, `grad(f)`", command: node("function") },
  ];
  const torch = {
    title: "PyTorch",
    command: (name: Name) => [python, join(root, "src/bench/autograd.py"), name],
  };
  const tfjs = { title: "TensorFlow.js", command: node("tfjs"), without: { million: "overflows" } };
  return [
    ...ours,
    ...(existsSync(python) ? [torch] : []),
    ...(existsSync(join(folder, "node_modules", "@tensorflow", "tfjs")) ? [tfjs] : []),
    { title: "tight loop", command: node("loops") },
  ];
}

function measure([command, ...words]: string[]): Measured | string {
  try {
    const output = execFileSync(command, words, {
      encoding: "utf8",
      timeout: 120_000,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return JSON.parse(output.trim().split("\n").at(-1)!) as Measured;
  } catch (error) {
    console.error(String((error as { stderr?: string }).stderr ?? error).slice(-600));
    return "fails";
  }
}

function written(runs: readonly (Measured | string)[], name: Name): string {
  const good = runs.filter((run) => typeof run !== "string");
  if (good.length === 0) return runs.find((run) => typeof run === "string")!;
  const us = median(good.map((run) => run.microseconds));
  const time =
    us < 0.1
      ? `${(1000 * us).toFixed(0)} ns`
      : us < 1000
        ? `${us.toPrecision(us < 10 ? 2 : 3)} us`
        : `${(us / 1000).toPrecision(3)} ms`;
  return name === "million" ? `${time}, ${median(good.map((run) => run.megabytes)).toFixed(0)} MB` : time;
}

/** All engines must have computed the same, up to the rounding of float32. */
function checkEqual(name: Name, all: readonly (Measured | string)[]): void {
  const values = all.flatMap((run) => (typeof run === "string" ? [] : [run.value]));
  const wrong = values.find(
    (value) => !(Math.abs(value - values[0]) <= 2e-3 * Math.max(1, Math.abs(values[0]))),
  );
  if (wrong !== undefined) throw new Error(`${name}: ${wrong} is not ${values[0]}`);
}

function main(): void {
  const words = process.argv.slice(2);
  const rounds = Number(taken(words, "--rounds", "3"));
  const python = taken(words, "--python", join(folder, "venv", "bin", "python"));
  if (words.includes("--install")) install();
  const asked = words.filter((word) => word in titles) as Name[];
  const names = asked.length > 0 ? asked : (Object.keys(titles) as Name[]);
  const peers = engines(python);
  const rows = names.map((name) => {
    const found: (Measured | string)[][] = peers.map(() => []);
    for (let round = 0; round < rounds; round++)
      peers.forEach((peer, i) => found[i].push(peer.without?.[name] ?? measure(peer.command(name))));
    checkEqual(name, found.flat());
    console.error(titles[name], found.map((runs) => written(runs, name)).join(" | "));
    return [titles[name], ...found.map((runs) => written(runs, name))];
  });
  console.log(
    markdown([["the fastest call, medians of processes", ...peers.map(({ title }) => title)], ...rows]),
  );
}

main();
