/** Stands for every id in examples; a provider state puts a real one in its place. */
export const EXAMPLE_ID = "0b0f7c3a-3f5b-4b8a-9a57-6f1d6c9f9b11";

/** How texts of a format are recognised, and one of them. */
export const FORMATS: Readonly<Record<string, { readonly regex: string; readonly example: string }>> = {
  uuid: { regex: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", example: EXAMPLE_ID },
  "date-time": {
    regex: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)$",
    example: "2025-01-31T09:00:00.000Z",
  },
  email: { regex: "^[^@ ]+@[^@ ]+$", example: "someone@example.com" },
};
