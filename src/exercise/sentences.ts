// What exercises and drills say, in each language.

import { type Say, sayFrom } from "../display/language";

const chinese = {
  "✓ {name}": "✓ {name}",
  "○ {name}: todo": "○ {name}：待完成",
  "○ {name}: todo, or not a number (NaN)": "○ {name}：待完成，或者不是数（NaN）",
  "✗ {name}: not {answer} yet": "✗ {name}：还不是 {answer}",
  "✗ {name}: not {answer} yet, look at {place}": "✗ {name}：还不是 {answer}，请看 {place} 处",
  "✗ {name}: at {place} it gives {answer}, which is not right yet":
    "✗ {name}：在 {place} 处得到 {answer}，还不对",
  "✗ {name}: {answer} has another form than what is asked for": "✗ {name}：{answer} 的形式与所问的不同",
  "✗ {name}: nothing came; does the function return its result?":
    "✗ {name}：没有得到任何值；函数返回（return）结果了吗？",
  "✗ {name}: {answer} cannot be compared; a number, text, or a list of them is asked for":
    "✗ {name}：{answer} 无法比较；所问的是数、文本或由它们组成的数组",
  "✗ {name}: the function stops with an error: {message}": "✗ {name}：函数出错而停止：{message}",
  "Hint: {hint}": "提示：{hint}",
  "Hint {number} of {total}: {hint}": "提示 {number}/{total}：{hint}",
  "{name} (seed {seed})": "{name}（种子 {seed}）",
} as const;

export const say: Say<keyof typeof chinese> = sayFrom(chinese);
