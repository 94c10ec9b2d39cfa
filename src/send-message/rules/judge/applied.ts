import type { RecordKind } from "../../../evidence/step.ts";
import type { Credential } from "../../../http/credentials.ts";
import { isObject } from "../../../json/json.ts";
import { both } from "./both.ts";
import { absentFrom } from "./records.ts";

/** Nothing that a refused request carried ever appears in these records; nested objects are a case of their own. */
export function nothingApplied(
  credentials: (credential: Credential) => boolean,
  records: readonly RecordKind[],
) {
  return both(
    ...records.map((record) =>
      absentFrom({
        record,
        kinds: ["applied"],
        source: (write, it) =>
          write.fate === "refused" &&
          credentials(it.exchange(write.exchange).credential) &&
          !(isObject(write.value) && it.exchange(write.exchange).credential === "valid"),
      }),
    ),
  );
}

/** A nested object that was rejected, or a part of it, never appears in the record. */
export function nestedApplied(record: RecordKind) {
  return absentFrom({
    record,
    kinds: ["applied"],
    source: (write, it) =>
      write.fate === "refused" && isObject(write.value) && it.exchange(write.exchange).credential === "valid",
  });
}
