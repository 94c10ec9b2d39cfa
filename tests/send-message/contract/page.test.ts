import { describe, expect, test } from "vitest";
import { isQuote, page } from "../../../src/send-message/contract/page.ts";

describe("page.sentences", () => {
  test("are all that the page says, examples left out", () => {
    expect(page.sentences).toMatchInlineSnapshot(`
      [
        "Skip to main content",
        "Send a message",
        "This endpoint accepts two independent custom_data objects, each merged into a different record:",
        "Top-level custom_data — session-level attributes that belong to this conversation, such as an order ID, cart value, or routing flag.",
        "Merged into the chat session and returned by Get Session.",
        "Values can be strings, numbers, or booleans.",
        "contact.custom_data — contact-level attributes that belong to the person, such as plan, region, or account tier.",
        "Merged into the contact.",
        "Values are strings.",
        "Both merge into any existing data, so you only need to send the keys you want to add or update.",
        "Nested objects are rejected with a 400.",
        "Session custom_data set through this endpoint is stored on the session but is not synced to a connected external ticketing system (e.g. Intercom or HubSpot).",
        "Authorization string header required",
        "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.",
        "session_id string required",
        "The unique identifier of the chat session",
        "sender enum<string> required Available options: contact, agent",
        "message object required",
        "contact object",
        "custom_data object",
        "Session-level custom data to merge into the chat session.",
        "Use contact.custom_data for contact-level attributes.",
        "agent object",
        "should_take_over_session_from_ai boolean default:false",
        "success boolean required",
        "data object required",
      ]
    `);
  });

  test("stand in the page word for word", () => {
    expect(page.sentences.filter((sentence) => !isQuote(sentence))).toEqual([]);
  });
});

describe("isQuote", () => {
  test("takes any white space as equal", () => {
    expect(isQuote("sender enum<string>\n required")).toBe(true);
  });

  test.each(["Nested objects are rejected with a 422.", "nested objects are rejected with a 400.", "", "  "])(
    "refuses %j",
    (text) => {
      expect(isQuote(text)).toBe(false);
    },
  );
});
