// What runs the kernel in a page, as far as cells depend on it.

export { packageFolder } from "../places";

/** What it is called. */
export const machine: string = "the browser";

/** No signal reaches a loop in a page: every loop asks. */
export const endsLoops: boolean = false;

export const signalsEnd: boolean = false;

/** The packages that cells can import; a page has no others. */
export const offered: readonly string[] | undefined = ["nablab", "mathjs"];

export type { Versions } from "../../kernel/host/machine";
