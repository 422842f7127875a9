// Function.prototype.apply, by which Node itself calls every callback once somebody keeps books about them
// (node:async_hooks): replaced, no callback of the process would ever run again, no message arrive.

/** Makes it a property that cannot be replaced; functions may have an `apply` of their own, as before. */
export function keepApply(): void {
  const { apply } = Function.prototype as { apply: unknown };
  Object.defineProperty(Function.prototype, "apply", {
    get: () => apply,
    set(this: unknown, value: unknown) {
      if (this === Function.prototype)
        throw new TypeError(
          "Function.prototype.apply cannot be replaced in a notebook: Node.js itself calls every callback by it.",
        );
      Object.defineProperty(this, "apply", {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    },
    configurable: false,
    enumerable: false,
  });
}
