// Translated sentences of tables and checks.

import { type Say, sayFrom } from "./language";

const chinese = {
  "✓ {name}": "✓ {name}",
  "○ {name}: todo": "○ {name}：待完成",
  "… and {count} more rows": "……还有 {count} 行",
} as const;

export const say: Say<keyof typeof chinese> = sayFrom(chinese);
