// The notebook's language: what a cell chose, else what the front end told of the notebook's metadata.

import type { Locale } from "../../display/host";
import type { Fields } from "../protocol/message";
import { withIntrinsics } from "../restored";

export class NotebookLocale {
  private chosen: Locale | undefined;
  private fromMetadata: Locale | undefined;

  get current(): Locale | undefined {
    return this.chosen ?? this.fromMetadata;
  }

  choose(locale: Locale | undefined): void {
    this.chosen = locale;
  }

  /** The metadata of an execute_request: `nablab run` and our extension put the notebook's language there. */
  read(metadata: Fields): void {
    this.fromMetadata = localeIn(metadata) ?? this.fromMetadata;
  }

  /** The language in which a question with this metadata is answered. */
  of(metadata: Fields): Locale {
    return this.chosen ?? localeIn(metadata) ?? this.fromMetadata ?? "en";
  }
}

function localeIn({ language }: Fields): Locale | undefined {
  if (typeof language !== "string") return undefined;
  return withIntrinsics(() =>
    /^(en|zh)\b/i.test(language) ? (language.slice(0, 2).toLowerCase() as Locale) : undefined,
  );
}
