// What figures and controls say, in each language.

import { type Say, sayFrom } from "../display/language";

const chinese = {
  // Tangents
  "Tangent line ({name} = {x}, slope {slope})": "切线（{name} = {x}，斜率 {slope}）",
  "point {place}": "点 {place}",
  "slope triangle": "斜率三角形",
  // Graphs
  leaf: "叶节点",
  constant: "常数",
  "in between": "中间节点",
  output: "输出",
  value: "值",
  "value {list}": "值 {list}",
  "value and {gradient}": "值和{gradient}",
  "gradient ∂{output}/∂·": "梯度 ∂{output}/∂·",
  "local derivative": "局部导数",
  "on an arrow: {derivative}": "箭头上：{derivative}",
  "in a box: {box}; {arrow}": "方框中：{box}；{arrow}",
  "shape [{shape}]": "形状 [{shape}]",
  "{drawn} of {total} nodes drawn": "共 {total} 个节点，画出 {drawn} 个",
  "{drawn} of {total} nodes drawn, those nearest to {output}":
    "共 {total} 个节点，画出离 {output} 最近的 {drawn} 个",
  "{count} boxes, then": "{count} 个方框，之后",
  "not in this graph: {names}": "不在这个计算图中：{names}",
  // Step sizes
  "step h": "步长 h",
  error: "误差",
  forward: "前向差分",
  backward: "后向差分",
  central: "中心差分",
  "five-point": "五点差分",
  complex: "复数步长",
  "{rule}, {dtype}": "{rule}，{dtype}",
  "best h of {rule}, {dtype}: {h}": "{rule}，{dtype} 的最佳 h：{h}",
  "x + h = x in {dtype}": "在 {dtype} 中 x + h = x",
  // Descents, contours, surfaces, fields
  "descent in {count} step": "下降 {count} 步",
  "descent in {count} steps": "下降 {count} 步",
  start: "起点",
  end: "终点",
  "{drawn} of {total} points drawn": "共 {total} 个点，画出 {drawn} 个",
  "contours of {name}": "{name} 的等高线",
  "surface of {name}": "{name} 的曲面",
  "no arrow at 1 point, where the vector is not finite": "1 个点处没有箭头：那里的向量不是有限数",
  "no arrows at {count} points, where the vectors are not finite":
    "{count} 个点处没有箭头：那里的向量不是有限数",
  "1 value that is not positive left out": "略去 1 个不是正数的值",
  "{count} values that are not positive left out": "略去 {count} 个不是正数的值",
  "{count} arrows": "{count} 个箭头",
  "the longest stands for {length}": "最长的箭头表示 {length}",
  "1 point left out that is not positive on a log axis": "对数轴上略去 1 个不是正数的点",
  "{count} points left out that are not positive on a log axis": "对数轴上略去 {count} 个不是正数的点",
  // Figures as text, and controls
  "Figure: {what}": "图：{what}",
  "{axis} from {low} to {high}": "{axis} 从 {low} 到 {high}",
  empty: "空",
  "{count} more": "另有 {count} 条",
  "1 curve": "1 条曲线",
  "{count} curves": "{count} 条曲线",
  "1 row of points": "1 组点",
  "{count} rows of points": "{count} 组点",
  "slider {label}from {first} to {last} in {count} steps": "滑块 {label}从 {first} 到 {last}，共 {count} 步",
  "{name}: drag it, or move it with the arrow keys": "{name}：可以拖动，也可以用方向键移动",
  "Controls (run the cell to move them): {values}": "控件（运行单元格后才能移动）：{values}",
} as const;

export const say: Say<keyof typeof chinese> = sayFrom(chinese);
