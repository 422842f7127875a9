// Every operation that can be differentiated, of the core and of more/.

import { moreRules } from "../../autograd/more/rules";
import { rules as core } from "../../autograd/rules";

type Rules = typeof core & typeof moreRules;

/** The name of an operation. */
export type OpName = keyof Rules;

export const rules: Rules = { ...core, ...moreRules };
