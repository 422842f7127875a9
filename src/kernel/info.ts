// What the kernel tells about itself: the content of kernel_info_reply.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Fields, protocolVersion } from "./protocol/message";

export interface Versions {
  kernel: string;
  typescript: string;
}

/** Read from the packages' files: the worker is to answer before the compiler is loaded. */
export function readVersions(): Versions {
  return {
    kernel: versionIn(join(__dirname, "..", "..", "package.json")),
    typescript: versionIn(require.resolve("typescript/package.json")),
  };
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

export function kernelInfo({ kernel, typescript }: Versions): Fields {
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "nablab",
    implementation_version: kernel,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      // JupyterLab looks at `mode`, Notebook 6 gives the rest to CodeMirror.
      codemirror_mode: { name: "javascript", typescript: true, mode: "typescript" },
      nbconvert_exporter: "script",
    },
    banner: `nablab ${kernel}: TypeScript ${typescript} on Node ${process.version}`,
    debugger: false,
    supported_features: [],
    help_links: [
      { text: "TypeScript Handbook", url: "https://www.typescriptlang.org/docs/handbook/intro.html" },
      {
        text: "JavaScript Reference",
        url: "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference",
      },
      { text: "Node.js Documentation", url: "https://nodejs.org/docs/latest/api/" },
    ],
  };
}
