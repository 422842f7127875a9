// The names of the rules of differentiation, as they are shown.

import { currentLocale } from "../display/language";

const chinese: Readonly<Record<string, string>> = {
  "constant rule": "常数法则",
  "identity rule": "恒等函数法则",
  "constant multiple rule": "常数倍法则",
  "sum rule": "加法法则",
  "difference rule": "减法法则",
  "product rule": "乘法法则",
  "quotient rule": "除法法则",
  "reciprocal rule": "倒数法则",
  "power rule": "幂法则",
  "exponential rule": "指数法则",
  "power with variable base and exponent": "底数与指数都变的幂",
  "case by case": "分段求导",
  together: "合起来",
  simplified: "化简",
};

const chain = ", chain rule";

/** The name of a rule in the language now; the steps themselves keep the English one. */
export function ruleName(rule: string): string {
  if (currentLocale() !== "zh") return rule;
  const outer = rule.replace(chain, "");
  const known = chinese[outer] ?? outer.replace(/^derivative of (\w+)$/, "$1 的导数");
  return outer === rule ? known : `${known}，链式法则`;
}
