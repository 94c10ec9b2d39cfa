import type { Case } from "../evidence/case.ts";
import type { ProviderRunOptions } from "../evidence/header.ts";
import type { Place } from "./planned-cases.ts";

/** The cases of a log whose plan cannot be made again, because another version made it: each counts once. */
export class RecordedCases {
  carriedOut = 0;
  readonly #profile: ProviderRunOptions["profile"];
  readonly #seen = new Set<string>();

  constructor(profile: ProviderRunOptions["profile"]) {
    this.#profile = profile;
  }

  get planned(): number {
    return this.carriedOut;
  }

  accept({ id, tag }: Case): Place | { readonly problem: string } {
    for (const name of [`id ${id}`, `tag ${tag}`]) {
      if (this.#seen.has(name)) return { problem: `${id} has the ${name.split(" ")[0]} of another case` };
      this.#seen.add(name);
    }
    this.carriedOut += 1;
    return { mayBeCut: this.#profile === "thorough" };
  }

  missing(): string[] {
    return [];
  }
}
