// The one part that is not JavaScript: ZeroMQ's addon, which is built for systems and processors.

/** Whether it is the addon that could not be loaded, as its loader says it. */
export function isNoAddon(error: unknown): boolean {
  return error instanceof Error && error.message.includes("zeromq.js addon");
}

/** The sentence for an addon that cannot be loaded. */
export function whyNoAddon(error: unknown): string {
  const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
  const { platform, arch } = process;
  return (
    `ZeroMQ cannot be loaded on ${platform} ${arch} with Node.js ${process.versions.node}: ${reason} ` +
    "Its package has builds for Linux (x64 and arm64, glibc and Alpine's musl), macOS and Windows (x64 and arm64). Elsewhere it is " +
    "compiled, which takes CMake and a C++ compiler: npm rebuild zeromq --foreground-scripts"
  );
}

/** What is logged when the protocol's thread has ended by an error. */
export function whyWorkerFailed(error: unknown): string {
  if (isNoAddon(error)) return whyNoAddon(error);
  return `the protocol's thread failed: ${error instanceof Error ? error.stack : String(error)}`;
}
