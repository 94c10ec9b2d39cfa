import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import schema from "../../spec/schemas/evidence.schema.json" with { type: "json" };
import { fileProblem } from "../file-problem.ts";
import type { Json } from "../json/json.ts";
import { assertBounded } from "../openapi/parse-document.ts";
import { UsageError } from "../usage-error.ts";
import type { Case } from "./case.ts";
import type { EvidenceHeader } from "./header.ts";

/** Longest line that is read, in bytes: a consumer's whole recording is one case. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, ownProperties: true }).addSchema(schema);
const [isHeader, isProviderCase, isConsumerCase] = ["EvidenceHeader", "Case", "ConsumerCase"].map((type) =>
  ajv.compile({ $ref: `${schema.$id}#/$defs/${type}` }),
) as [ValidateFunction<EvidenceHeader>, ValidateFunction<Case>, ValidateFunction<Case>];

/** An evidence log that is being read, a case at a time. */
export interface EvidenceReader {
  readonly header: EvidenceHeader;
  /** @throws UsageError naming the line that is not a case */
  readonly cases: AsyncIterable<Case>;
  /** SHA-256 (hex) of the file, once all cases were read. */
  digest(): string;
}

/** Reads a log, whoever wrote it. @throws UsageError where the file cannot be read or does not begin with a header */
export async function readEvidence(file: string): Promise<EvidenceReader> {
  const hash = createHash("sha256");
  const lines = linesOf(file, (chunk) => hash.update(chunk));
  const first = await lines.next();
  const header = first.done ? undefined : parseLine(first.value, file, 1);
  if (header === undefined || !isHeader(header)) {
    throw new UsageError(
      `${file} is not an evidence log: its first line is not a header`,
      "give a file that --evidence-log wrote",
    );
  }
  async function* cases(): AsyncGenerator<Case> {
    let number = 1;
    for await (const line of lines) {
      number += 1;
      const it = parseLine(line, file, number);
      if (!isProviderCase(it) && !isConsumerCase(it)) throw damaged(file, number, "it is not a case");
      yield it;
    }
  }
  return { header, cases: cases(), digest: () => hash.digest("hex") };
}

function parseLine(line: Buffer, file: string, number: number): unknown {
  let value: Json;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line)) as Json;
  } catch {
    throw damaged(file, number, "it is not JSON");
  }
  assertBounded(value, `${file}:${number}`);
  return value;
}

function damaged(file: string, number: number, what: string): UsageError {
  return new UsageError(`${file}:${number} cannot be judged: ${what}`, "give the file as it was recorded");
}

async function* linesOf(file: string, onChunk: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      onChunk(chunk);
      let from = 0;
      for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, to)]);
        rest = [];
        size = 0;
        from = to + 1;
      }
      rest.push(chunk.subarray(from));
      size += chunk.length - from;
      if (size > MAX_LINE_BYTES) {
        throw new UsageError(
          `${file} has a line of more than ${MAX_LINE_BYTES} bytes`,
          "record less at a time",
        );
      }
    }
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error && "code" in error)) throw error;
    throw new UsageError(`cannot read ${file}: ${fileProblem(error)}`, "check the path");
  }
  if (size > 0) yield Buffer.concat(rest);
}
