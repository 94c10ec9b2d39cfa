/** The file of this repository that holds a rule: one an area for providers, one a rule for consumers. */
export function sourceOfRule(id: string): string {
  const [area, name] = id.split("/");
  if (area === "consumer") return `src/send-message/consumer-rules/${name}.ts`;
  return `src/send-message/rules/${area === "session-data" || area === "contact-data" ? "custom-data" : area}.ts`;
}
