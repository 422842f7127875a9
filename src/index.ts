// The library's table of contents: what `import { … } from "nablab"` offers, one line a file.

export type { MimeBundle } from "./display/host";
