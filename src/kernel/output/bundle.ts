// The MIME bundle of a cell's last expression.

import { toBundle } from "../../display/bundle";
import type { MimeBundle } from "../../display/host";
import { inspect } from "../../display/intrinsics";
import { bare, isPromise, own } from "../intrinsics";
import { withBuiltins } from "../restored";

/**
 * What is shown of the last expression of a cell; undefined for nothing. It is what `display` shows of the
 * same value, but text, which stands in quotes as every console shows a text that is a result.
 */
export async function bundleOf(value: unknown): Promise<MimeBundle | undefined> {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object" && typeof value !== "function") return bare({ "text/plain": inspect(value) });
  const given = withBuiltins(() => {
    const bundle = toBundle(value);
    return isPromise(bundle) ? bundle : bare({ ...bundle });
  });
  if (!isPromise(given)) return given;
  const bundle = await own(given);
  return withBuiltins(() => bare({ ...bundle }));
}
