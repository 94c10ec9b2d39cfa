import { describe, expect, test } from "vitest";
import { loadContract } from "../../../src/send-message/contract/load-contract.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import { shapeFaults } from "../../../src/send-message/corpus/shape-faults.ts";
import { plainSend } from "../../../src/send-message/scenarios/bodies.ts";

const valid = plainSend("text");

describe("a shape fault", () => {
  test.each(
    shapeFaults(pageContract.requestSchema("sendMessage")).map(
      (fault) => [`${fault.place} ${fault.what}`, fault] as const,
    ),
  )("of %s breaks the document there, and nowhere else", (_, fault) => {
    const broken = fault.apply(valid);
    const errors = pageContract.requestErrors("sendMessage", broken);
    expect(errors.map((error) => error.place)).toContain(fault.place);
    expect(new Set(errors.map((error) => error.place)).size).toBe(1);
    expect(errors.map((error) => error.keyword)).toContain(fault.keyword);
    expect(valid).toEqual(plainSend("text"));
  });
});

describe("shape faults", () => {
  test("meet every kind and place before the second of any", () => {
    const seen = shapeFaults(pageContract.requestSchema("sendMessage")).map(
      (fault) => `${fault.keyword} ${fault.place}`,
    );
    const kinds = new Set(seen).size;
    expect(new Set(seen.slice(0, kinds)).size).toBe(kinds);
  });

  test("of a quick run, 20 of them, hold every kind", () => {
    expect(
      new Set(
        shapeFaults(pageContract.requestSchema("sendMessage"))
          .slice(0, 20)
          .map((fault) => fault.keyword),
      ),
    ).toEqual(new Set(["required", "enum", "format", "type"]));
  });

  test("come from the document that was loaded", async () => {
    const contract = await loadContract(
      JSON.stringify({
        openapi: "3.1.0",
        info: { title: "t", version: "1" },
        paths: {
          "/chat/sessions/{session_id}/send": {
            post: {
              requestBody: {
                content: {
                  "application/json": {
                    schema: {
                      type: "object",
                      required: ["priority"],
                      properties: { priority: { type: "string", enum: ["low", "high"] } },
                    },
                  },
                },
              },
              responses: { default: { description: "any" } },
            },
          },
        },
      }),
    );
    const faults = shapeFaults(contract.requestSchema("sendMessage"));
    expect(new Set(faults.map((fault) => fault.place))).toEqual(new Set(["/priority"]));
    expect(new Set(faults.map((fault) => fault.keyword))).toEqual(new Set(["required", "enum", "type"]));
  });
});
