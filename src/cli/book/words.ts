// The words of the book's pages around the lessons, in each language.

export type Language = "en" | "zh";

/** The folder of the Chinese course has this name, wherever it stands. */
export function languageOf(path: string): Language {
  return path.split("/").slice(0, -1).includes("zh") ? "zh" : "en";
}

const english = {
  contents: "Contents",
  other: "中文",
  before: "Previous",
  after: "Next",
  sheet: "One page to print",
  sheets: "Sheets to print, one page a lesson",
  answers: "Answers, one page a lesson",
  note: "Figures on this page answer the mouse and the controls above them. Programs do not run here: to run them, and to have your answers judged, open",
  where: "in JupyterLab. The answers are in the boxes.",
  run: "Run this lesson in the browser, with nothing to install",
  runFirst: "Run the lessons in the browser, with nothing to install",
  name: "Name",
  lesson: "Lesson",
  answer: "Answer",
  formulas: "To remember",
  exercises: "Exercises",
  drills: "Drills",
};

const chinese: typeof english = {
  contents: "目录",
  other: "English",
  before: "上一节",
  after: "下一节",
  sheet: "打印版（一页）",
  sheets: "打印版，每节一页",
  answers: "答案，每节一页",
  note: "本页的图可以用鼠标和上方的控件移动；程序在这里不能运行。要运行程序、让练习得到评判，请打开",
  where: "（在 JupyterLab 中）。答案在折叠框里。",
  run: "在浏览器中运行本节，无需安装",
  runFirst: "在浏览器中运行课程，无需安装",
  name: "姓名",
  lesson: "第",
  answer: "答",
  formulas: "要点",
  exercises: "练习",
  drills: "练一练",
};

export const words: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };
