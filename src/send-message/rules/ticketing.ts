import { ticketing, ticketingLater } from "../scenarios/ticketing.ts";
import { notSynced } from "./judge/synced.ts";
import { defineRule, type Rule } from "./rule.ts";

export const ticketingRules: readonly Rule[] = [
  defineRule({
    id: "ticketing/session-data-not-synced",
    basis: "stated",
    title: "session data set through a send is not synced to the external ticketing system",
    quote:
      "Session custom_data set through this endpoint is stored on the session but is not synced to a connected external ticketing system (e.g. Intercom or HubSpot).",
    sends: [ticketing, ticketingLater],
    needs: "a ticketing sink",
    judge: notSynced,
  }),
];
