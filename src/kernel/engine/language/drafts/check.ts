// What is wrong with a draft: the complaints of a refusal, found without running or declaring anything.

import type TypeScript from "typescript";
import { checkerDiagnostics, noteDiagnostics } from "../advice/advise";
import { asksFor, KnownGlobals } from "../knownGlobals";
import { withInstalls } from "../notInstalled";
import type { Extent } from "../options";
import type { Diagnostic } from "../types";
import { Certainty } from "./certain";
import type { Draft } from "./draft";
import type { Drafts } from "./drafts";
import { Loader } from "./loader";
import { Pieces } from "./pieces";

interface Found {
  errors: readonly Diagnostic[];
  notes: readonly Diagnostic[];
}

export class Checker {
  private readonly globals: KnownGlobals;

  private readonly certainty: Certainty;
  private readonly loader: Loader;
  private readonly pieces = new Pieces();

  constructor(private readonly drafts: Drafts) {
    this.certainty = new Certainty(drafts.world);
    this.loader = new Loader(drafts);
    const { files } = drafts.world;
    // A name that was only asked for while it was typed is not known afterwards.
    this.globals = new KnownGlobals({ addGlobals: (text) => files.put(drafts.globalsFile, text) }, false);
  }

  /** Whether `diagnostics` has its answer already. */
  isChecked(draft: Draft): boolean {
    return !draft.isWhole || draft.checked?.key === this.drafts.keyOf(draft);
  }

  /**
   * What the parser refuses is all that is told of a cell, as when it runs. Undefined where not all is checked
   * until `end`, or the whole library is needed and cannot be loaded until then: the next question goes on.
   */
  diagnostics(draft: Draft, end: number): readonly Diagnostic[] | undefined {
    const { reading } = draft;
    if (reading.errors.length > 0) return reading.errors;
    const key = this.drafts.keyOf(draft);
    if (draft.checked?.key === key) return draft.checked.diagnostics;
    const found = this.check(draft, end);
    if (found === undefined) return undefined;
    draft.checked = { key, diagnostics: found.errors.length > 0 ? found.errors : found.notes };
    return draft.checked.diagnostics;
  }

  /** What was parsed and checked may be half done. */
  renew(): void {
    this.loader.renew();
  }

  /** What the smaller library refuses, and the whole one might not, is checked with the whole one. */
  private check(draft: Draft, end: number): Found | undefined {
    if (draft.extent === "light") {
      const found = this.checkIn("light", draft, end);
      if (found === undefined || this.certainty.ofAll(draft.text, found.errors)) return found;
    }
    if (!this.loader.load(end)) return undefined;
    const found = this.whole(draft, end);
    if (found?.errors.length === 0) draft.needsFull = true;
    return found;
  }

  private whole(draft: Draft, end: number): Found | undefined {
    const found = this.checkIn("full", draft, end);
    if (found === undefined) return undefined;
    const isNew = found.errors.length > 0 && this.globals.declare(draft.text, found.errors);
    const known = isNew ? this.checkIn("full", draft, Infinity)! : found;
    return { ...known, errors: known.errors.filter((error) => !asksFor(draft.text, error)) };
  }

  /** Without an overflow of the stack; where there is no way, nothing is found. */
  private checkIn(extent: Extent, draft: Draft, end: number): Found | undefined {
    for (let tries = 0; tries < 2; tries++) {
      try {
        return this.checkWith(extent, draft, end);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        this.drafts.takeSteps();
      }
    }
    return { errors: [], notes: [] };
  }

  private checkWith(extent: Extent, draft: Draft, end: number): Found | undefined {
    const { drafts } = this;
    const { ts } = drafts.world;
    const program = drafts.program(extent);
    const file = program.getSourceFile(draft.path)!;
    const checked = this.pieces.complaints(program, file, end);
    if (checked === undefined) return undefined;
    const found: TypeScript.Diagnostic[] = [
      ...program.getSyntacticDiagnostics(file),
      ...checked,
      ...drafts.local.complaints(program, file),
    ];
    const subject = { ts, file, end: draft.text.length, names: drafts.namesAt(draft) };
    const checker = program.getTypeChecker();
    const errors = withInstalls(drafts.world, checkerDiagnostics(subject, checker, found)).filter(
      (error) => !this.drafts.makes(error),
    );
    return { errors, notes: errors.length > 0 ? [] : noteDiagnostics(subject, checker) };
  }
}
