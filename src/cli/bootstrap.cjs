// The first step of `npm start` and `npm test`, before anything is installed: Node's version, node modules, build.
// Plain JavaScript of 2018, so that an old Node can read it far enough to say that it is too old.
"use strict";

const childProcess = require("child_process");
const crypto = require("crypto");
const fs = require("fs");
const path = require("path");
const { holdSetup } = require("./setupLock.cjs");

const oldestNode = 20;
const root = path.join(__dirname, "..", "..");
const modules = path.join(root, "node_modules");
const dist = path.join(root, "dist");

let lineIsOpen = false;

/** A step's line is begun before its work and ended after it; `src/cli/progress.ts` goes on in the same form. */
function step(label, doing, work) {
  const begun = Date.now();
  process.stdout.write(`${label.padEnd(14)}${doing} … `);
  lineIsOpen = true;
  work();
  lineIsOpen = false;
  process.stdout.write(`done in ${((Date.now() - begun) / 1000).toFixed(1)} s\n`);
}

function upToDate(label) {
  process.stdout.write(`${label.padEnd(14)}up to date\n`);
}

/** Ends with one sentence that says what to do; `details` is what a tool printed. */
function fail(sentence, details) {
  if (lineIsOpen) process.stdout.write("failed\n");
  process.stderr.write(`${details ? `${details.trim()}\n\n` : ""}nablab: ${sentence}\n`);
  process.exit(1);
}

function refuseOldNode(version) {
  if (Number(version.split(".")[0]) >= oldestNode) return;
  fail(
    `Node.js ${oldestNode} or newer is needed, and this is ${version}. ` +
      "Install a current one from https://nodejs.org and run the command again.",
  );
}

/** A real attempt: permissions, read-only disks and access lists all end here. */
function refuseReadOnly() {
  try {
    fs.rmdirSync(fs.mkdtempSync(path.join(root, ".nablab-")));
  } catch (error) {
    fail(
      `The folder ${root} cannot be written to (${error.code}). ` +
        "Copy it to a folder of your own, or give yourself the right to write, and run the command again.",
    );
  }
}

function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

/** A stamp is written when all is done, so that work cut short is done again. */
function writeStamp(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.new`, text);
  fs.renameSync(`${file}.new`, file);
}

const modulesStamp = path.join(modules, ".nablab", "modules");

function modulesFingerprint() {
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  return `${process.platform} ${process.arch} ${crypto.createHash("sha256").update(lock).digest("hex")}\n`;
}

/** npm writes its own list at its very end; `prepare` runs shortly before that. */
function modulesAreWhole() {
  const listed = fs.existsSync(path.join(modules, ".package-lock.json"));
  return listed && readIfThere(modulesStamp) === modulesFingerprint();
}

function ensureModules() {
  if (modulesAreWhole()) return upToDate("node modules");
  step("node modules", "npm ci", installModules);
}

function installModules() {
  const options = ["ci", "--include=dev", "--prefer-offline", "--fetch-retry-mintimeout=2000"];
  const result = runNpm(options);
  if (result.error) fail("npm was not found. Install Node.js from https://nodejs.org, which brings it.");
  if (result.status !== 0) fail(...whyNpmFailed(result.stderr));
  writeStamp(modulesStamp, modulesFingerprint());
}

/** The npm that runs us, else the one on the PATH; another package manager's name in its place is passed over. */
function runNpm(args) {
  const options = {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: Object.assign({}, process.env, { NABLAB_BOOTSTRAP: "1" }),
  };
  const npm = process.env.npm_execpath;
  if (npm && /npm-cli\.c?js$/.test(npm)) {
    return childProcess.spawnSync(process.execPath, [npm].concat(args), options);
  }
  return childProcess.spawnSync("npm", args, Object.assign(options, { shell: process.platform === "win32" }));
}

/** The sentence; what npm printed goes with it only where nothing better is known. */
function whyNpmFailed(output) {
  const refused = /code (E40[137])\b/.exec(output);
  if (refused) {
    return [
      `npm is refused by a proxy or by its package registry (${refused[1]}). Tell npm the right address and password ` +
        "(npm config set proxy ADDRESS, npm config set registry ADDRESS) and run the command again.",
    ];
  }
  const certificate = /UNABLE_TO_\w+|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT\w*|CERT_[A-Z_]+|ERR_TLS_\w+/.exec(
    output,
  );
  if (certificate) {
    return [
      `npm does not trust the certificate of a proxy or of its package registry (${certificate[0]}). Tell npm the ` +
        "certificate to trust (npm config set cafile FILE) and run the command again.",
    ];
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|SOCKET_TIMEOUT|FETCH_ERROR/.test(
      output,
    )
  ) {
    return [
      "npm cannot reach its package registry. Check the network (or npm's proxy setting) and run the command again.",
    ];
  }
  if (/ENOSPC/.test(output)) return ["The disk is full. Free about 1 GB and run the command again."];
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return [
      `npm may not write below ${root}. Give yourself the right to write there and run the command again.`,
    ];
  }
  return ["npm ci failed, see above. Mend what it says and run the command again.", output];
}

const buildStamp = path.join(dist, ".built");

function sourceFiles(dir) {
  const entries = fs.readdirSync(dir, { withFileTypes: true });
  return entries.reduce((files, entry) => {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) return files.concat(sourceFiles(file));
    return /\.(ts|j2)$/.test(entry.name) ? files.concat(file) : files;
  }, []);
}

/** The sources' contents, not their dates: a checkout of another commit and back builds nothing. */
function buildFingerprint() {
  const hash = crypto.createHash("sha256");
  const files = sourceFiles(path.join(root, "src")).sort();
  for (const file of files.concat(path.join(root, "tsconfig.json"), path.join(root, "package-lock.json"))) {
    hash
      .update(`${path.relative(root, file)}\n`)
      .update(fs.readFileSync(file))
      .update("\n");
  }
  return `${hash.digest("hex")}\n`;
}

function ensureBuild() {
  const fingerprint = buildFingerprint();
  const built = readIfThere(buildStamp);
  if (built === fingerprint) return upToDate("build");
  step("build", "tsc", () => build(built, fingerprint));
}

function build(built, fingerprint) {
  // The compiler's notes may speak of files that are gone: they are trusted only after a build that came to its end.
  fs.rmSync(built === undefined ? dist : buildStamp, { recursive: true, force: true });
  const tsc = path.join(modules, "typescript", "lib", "tsc.js");
  const result = childProcess.spawnSync(process.execPath, [tsc], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0) fail("The sources have type errors, see above.", result.stdout + result.stderr);
  makeAssets();
  fs.chmodSync(path.join(dist, "cli", "main.js"), 0o755);
  writeStamp(buildStamp, fingerprint);
}

/** Fonts, and the renderer of figures for Jupyter's pages. */
function makeAssets() {
  const script = path.join(dist, "cli", "assets.js");
  const result = childProcess.spawnSync(process.execPath, [script], { cwd: root, encoding: "utf8" });
  if (result.status !== 0) fail("The renderer of figures could not be built, see above.", result.stderr);
}

/** What `npm ci` and `npm install` call at their end: they have just brought the modules. */
function prepare() {
  if (process.env.NABLAB_BOOTSTRAP) return;
  inTurn("install", () => {
    if (/^(ci|install)$/.test(process.env.npm_command || "")) writeStamp(modulesStamp, modulesFingerprint());
    ensureBuild();
  });
}

/** Works while no other command sets up this folder: nothing half-made is taken for broken. */
function inTurn(command, work) {
  const release = holdSetup(`npm ${command}`, (sentence) =>
    process.stdout.write(`${"set-up".padEnd(14)}${sentence}\n`),
  );
  work();
  release();
}

function handOver(command, args) {
  const development = {
    test: "testing/npmTest.js",
    watch: "testing/watch.js",
    wheel: "distribution/wheel.js",
    release: "distribution/release.js",
  };
  if (command in development) return require(path.join(dist, development[command])).main(args);
  require(path.join(dist, "cli", "main.js")).main([command].concat(args));
}

function main(command, args) {
  refuseOldNode(process.versions.node);
  if (command === "prepare") return prepare();
  refuseReadOnly();
  inTurn(command, () => {
    ensureModules();
    ensureBuild();
  });
  handOver(command, args);
}

main(process.argv[2], process.argv.slice(3));
