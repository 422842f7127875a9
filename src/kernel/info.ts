// What the kernel tells about itself: the content of kernel_info_reply.

import { machine, type Versions } from "./host/machine";
import { protocolVersion } from "./protocol/message";
import type { WorkerReplies } from "./protocol/replies";

export function kernelInfo({ kernel, typescript }: Versions): WorkerReplies["kernel_info_request"] {
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
    banner: `nablab ${kernel}: TypeScript ${typescript} on ${machine}`,
    debugger: true,
    supported_features: ["debugger", "nablab:editor"],
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
