import { randomUUID } from "node:crypto";
import { isObject, type JsonObject } from "../../json/json.ts";
import { dataParam, textParam } from "./params.ts";
import type { ProviderState } from "./provider-state.ts";
import { accepted, CannotSetUp, type Setup } from "./scope.ts";

export const aContactExists: ProviderState = {
  name: "a contact exists",
  holds:
    "A contact exists, with an e-mail address of its own at example.com; sessions of later states belong to it.",
  params: {
    name: textParam("name of the contact"),
    custom_data: dataParam("contact custom data that it has"),
  },
  gives: ["contactId", "contactEmail"],
  setUp: createContact,
};

export const aContactWithCustomData: ProviderState = {
  ...aContactExists,
  name: "a contact with custom data",
  holds: "As `a contact exists`, with contact custom data.",
  setUp: (setup, params) => createContact(setup, { custom_data: { plan: "pro" }, ...params }),
};

async function createContact(
  { call, scope: { values, expected } }: Setup,
  { name = "opencx-conformance", custom_data }: JsonObject,
): Promise<void> {
  const email = `pact-${randomUUID()}@example.com`;
  const contact = { email, name, ...(custom_data === undefined ? {} : { custom_data }) };
  const made = accepted("Create contact", await call("createContact", { body: { contact } }));
  const contactId = isObject(made) ? made.id : undefined;
  if (typeof contactId !== "string") throw new CannotSetUp("Create contact was answered without an id");
  values.contactId = contactId;
  values.contactEmail = email;
  expected.contact = isObject(custom_data) ? custom_data : {};
}
