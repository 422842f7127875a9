// Exercises: answers that are judged without being shown, and questions with random numbers.

export type { Answer } from "./answer";
export { drill, type DrillQuestion } from "./drill";
export { exercise } from "./exercise";
export type { ExerciseOptions } from "./options";
