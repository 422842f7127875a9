// What the table of a comparison says, in each language.

import { type Say, sayFrom } from "../display/language";

const chinese = {
  derivative: "导数",
  variable: "变量",
  value: "值",
  difference: "相差",
  evaluations: "求值次数",
  note: "说明",
  numerical: "数值",
  automatic: "自动",
  symbolic: "符号",
  "error at most about {error}": "误差至多约 {error}",
  "did not converge: a kink, a jump or noise": "没有收敛：有尖点、跳变或噪声",
  "the function takes no tensors: write it with exp, sin, pow, … of nablab":
    "该函数不接受张量：请用 nablab 的 exp、sin、pow 等来写",
  "one pass forward, one backward": "前向一遍，反向一遍",
  "one pass forward, one backward, for all variables": "前向一遍，反向一遍，得到全部变量",
} as const;

export type Sentence = keyof typeof chinese;

export const say: Say<Sentence> = sayFrom(chinese);
