// The rows of the conformance suite that cannot hold in a page, by the reason. Its README has the reasons.

/** The groups of rows that are judged in a page. The others are about processes, sockets and Node's packages. */
export const groups: readonly string[] =
  "info,messages,execute,editing,history,typing,cells,modules,type errors,tracebacks,tslab,results,output,display,comms,widgets,interrupt,input".split(
    ",",
  );

interface Reason {
  /** A sentence of README.md. */
  reason: string;
  rows: readonly string[];
}

const streamsOf = (...ways: string[]): string[] =>
  ways.map((how) => `output: a child's inherited streams: ${how}`);

const ends = (...whats: string[]): string[] =>
  whats.map((what) => `interrupt: ends ${what}, keeps variables, is called KeyboardInterrupt`);

export const cannotHold: readonly Reason[] = [
  {
    reason: "Node's modules, processes, threads, signals and streams are not in a page",
    rows: [
      "info: usage_request on control tells processor and memory of the kernel and the machine",
      "cells: redeclaring: import",
      "modules: Node's own modules",
      "modules: __dirname is the notebook's folder",
      "modules: an import is there for the next cell",
      "modules: relative file paths start at the notebook's folder",
      "tslab: its versions",
      "tslab: bytes that a display is given as a Buffer",
      "results: a promise and a timer as Node prints them",
      "results: a picture in bytes is shown as a picture",
      "output: console and process.stdout keep their order",
      "output: 10 MB in one cell arrive whole",
      "output: bytes of one character in two pieces",
      "output: a file descriptor is the cell's stream as well",
      ...streamsOf("spawn", "spawnSync", "execSync", "execFileSync", "fork"),
      "output: a child's own pipes stay as they are",
      "output: a worker thread's console",
      "output: 100,000 lines of a child arrive whole",
      "output: late output of an event of a child goes to the cell that started it",
      "output: late output of a child goes to the cell that started it",
      "output: bytes in pieces, text in encodings, corked writes",
      "output: a forked program and a thread",
      ...ends(
        "ticks that follow each other for ever",
        "a wait for a child",
        "a loop in a callback of Node's",
      ),
      ...[
        "a synchronous loop",
        "a pending await",
        "a loop behind an await",
        "a long computation behind an await",
        "an endless loop of awaits",
        "a loop in a timer",
        "a loop in a promise's callback",
      ].map((what) => `interrupt: SIGINT ends ${what}`),
      "interrupt: a SIGINT that a cell sends to itself ends that cell",
      "interrupt: a cell's own listeners for SIGINT do not stand in the way",
    ],
  },
  {
    reason: "Other packages than nablab and mathjs are not there",
    rows: [
      "editing: complete: names of packages",
      "modules: a package, CommonJS",
      "modules: a package, CommonJS, by its default",
      "modules: a package, CommonJS, as a namespace",
      "modules: a package that is an ECMAScript module only",
      "modules: a package that has exports only",
      "modules: a subpath of a package",
      "modules: a package that awaits at its top",
      "modules: require",
      "modules: dynamic import",
    ],
  },
  {
    reason: "The names of the drive's files are not completed",
    rows: ["editing: complete: paths of local files"],
  },
  {
    reason: "While a cell computes, the kernel hears nothing else",
    rows: [
      "interrupt: interrupt_request is answered while a cell spins",
      "interrupt: kernel_info is answered while a cell spins",
      "typing: while a cell computes, all but the newest question are superseded at once, and it is answered afterwards",
      "typing: questions of two notebooks, and of two kinds, do not replace each other",
      "typing: a cell that waits runs before a question that came earlier",
    ],
  },
  {
    reason:
      "A loop inside a library, the checking of types, a regular expression or a wait inside V8 that goes on for ever",
    rows: ends(
      "a package's computation",
      "a package's computation behind an await",
      "types that take long to check",
      "a wait inside V8 behind an await",
      "a wait inside V8 in a timer",
      "a wait inside V8 in a local file",
      "a regular expression behind an await",
    ),
  },
  {
    reason: "JupyterLite makes the messages: they carry the session of the page",
    rows: [
      "messages: content that is no JSON is answered with an error",
      "messages: starting is published before anything else",
      "messages: own session id, unique message ids, dates with a zone, the client's header as parent",
      "interrupt: the heartbeat answers while a cell spins",
    ],
  },
  {
    reason: "The history is that of this kernel, and is gone when it restarts",
    rows: ["history: kept across sessions"],
  },
];
