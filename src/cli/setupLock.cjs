// One set-up of a folder at a time: modules, build and environment are made by the first, a second one waits for it.
// Plain JavaScript, for it is needed before anything is built.
"use strict";

const fs = require("fs");
const os = require("os");
const path = require("path");

const root = path.join(__dirname, "..", "..");
const file = path.join(root, ".setup.lock");

/** A lock of another machine, or one whose number another program has by now, counts for no longer than this, in milliseconds. */
const longest = 3600000;

/** Waits for its turn; `onWait` is called once, with a sentence. Gives the function that ends the turn, as the end of the process does too. */
function holdSetup(name, onWait) {
  for (let waits = false; !take(name); pause(200)) {
    const holder = readHolder();
    if (holder === undefined) continue;
    if (isGone(holder)) takeAway(holder);
    else if (!waits) {
      waits = true;
      onWait(
        `${holder.name} (process ${holder.pid}) is setting up this folder: waiting until it has done so`,
      );
    }
  }
  process.on("exit", release);
  return release;
}

function take(name) {
  try {
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, host: os.hostname(), name }), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  }
}

function release() {
  process.removeListener("exit", release);
  const holder = readHolder();
  if (holder !== undefined && holder.pid === process.pid) fs.unlinkSync(file);
}

/** Undefined where there is none, or where it is just being written. */
function readHolder(from = file) {
  try {
    const { mtimeMs } = fs.statSync(from);
    return Object.assign({ since: mtimeMs }, JSON.parse(fs.readFileSync(from, "utf8")));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    // One that was cut short while it was written is nobody's.
    const old = fs.existsSync(from) && Date.now() - fs.statSync(from).mtimeMs > 10000;
    return old ? { pid: 0, host: os.hostname(), name: "", since: 0 } : undefined;
  }
}

function isGone({ pid, host, since }) {
  if (Date.now() - since > longest) return true;
  if (host !== os.hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

/** By another name first: of several that wait, one moves it, and gives it back where it was a new one. */
function takeAway({ pid, since }) {
  const moved = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, moved);
    const holder = readHolder(moved);
    if (holder !== undefined && (holder.pid !== pid || holder.since !== since)) fs.linkSync(moved, file);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  }
  fs.rmSync(moved, { force: true });
}

function pause(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

module.exports = { holdSetup };
