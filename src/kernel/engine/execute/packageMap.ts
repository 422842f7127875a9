// What a package offers by name: the `exports` and `imports` fields of its package.json, read by Node's
// rules.

export type Target = string | null | readonly Target[] | { readonly [key: string]: Target };

/**
 * The target of `subpath` (`.` or `./x`) in an `exports` field; undefined where the package does not offer
 * it.
 */
export function exportTarget(
  exports: Target,
  subpath: string,
  conditions: ReadonlySet<string>,
): string | undefined {
  const entries = isSubpaths(exports) ? exports : { ".": exports };
  return entryTarget(entries, subpath, conditions);
}

/**
 * The target of a key that may match a pattern with one `*`: the key itself first, then the longest prefix.
 */
export function entryTarget(
  entries: Readonly<Record<string, Target>>,
  key: string,
  conditions: ReadonlySet<string>,
): string | undefined {
  if (Object.hasOwn(entries, key) && !key.includes("*"))
    return chosen(entries[key], "", conditions) ?? undefined;
  const pattern = bestPattern(Object.keys(entries), key);
  if (pattern === undefined) return undefined;
  return chosen(entries[pattern.key], pattern.star, conditions) ?? undefined;
}

/** The pattern that a name matches, and what its `*` stands for. */
export function bestPattern(
  keys: readonly string[],
  name: string,
): { key: string; star: string } | undefined {
  let best: { key: string; star: string; prefix: number } | undefined;
  for (const key of keys) {
    const prefix = key.indexOf("*");
    if (prefix < 0 || !name.startsWith(key.slice(0, prefix))) continue;
    const tail = key.slice(prefix + 1);
    if (name.length < key.length - 1 || !name.endsWith(tail)) continue;
    if (best && (prefix < best.prefix || (prefix === best.prefix && key.length < best.key.length))) continue;
    best = { key, star: name.slice(prefix, name.length - tail.length), prefix };
  }
  return best;
}

function isSubpaths(exports: Target): exports is Readonly<Record<string, Target>> {
  if (exports === null || typeof exports !== "object" || Array.isArray(exports)) return false;
  return Object.keys(exports).some((key) => key.startsWith("."));
}

/** The first target whose conditions hold; null where the package refuses the name. */
function chosen(target: Target, star: string, conditions: ReadonlySet<string>): string | null | undefined {
  if (typeof target === "string") return target.replaceAll("*", star);
  if (target === null) return null;
  const choices = Array.isArray(target) ? (target as readonly Target[]) : holding(target, conditions);
  for (const choice of choices) {
    const found = chosen(choice, star, conditions);
    if (found !== undefined) return found;
  }
  return undefined;
}

function holding(target: Target, conditions: ReadonlySet<string>): Target[] {
  return Object.entries(target as Readonly<Record<string, Target>>)
    .filter(([condition]) => condition === "default" || conditions.has(condition))
    .map(([, choice]) => choice);
}
