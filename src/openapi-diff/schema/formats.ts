interface Format {
  /** Whether a value of the right type has this format. */
  readonly test: (value: string | number) => boolean;
  readonly samples: readonly (string | number)[];
}

const text = (pattern: RegExp, ...samples: readonly string[]): Format => ({
  test: (value) => typeof value !== "string" || pattern.test(value),
  samples,
});

const range = (limit: number, whole: boolean): Format => ({
  test: (value) =>
    typeof value !== "number" || (Math.abs(value) <= limit && (!whole || Number.isInteger(value))),
  samples: [0, limit],
});

const DATE = "\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])";
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:[Zz]|[+-]\\d{2}:\\d{2})";
const OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

/** Formats that can be judged. The tests are coarse: they tell formats apart, and are no validators. */
const FORMATS: Readonly<Record<string, Format>> = {
  "date-time": text(new RegExp(`^${DATE}[Tt ]${TIME}$`), "2024-02-29T12:30:00Z"),
  date: text(new RegExp(`^${DATE}$`), "2024-02-29"),
  time: text(new RegExp(`^${TIME}$`), "12:30:00Z"),
  duration: text(/^P(?=.)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/, "P1D"),
  email: text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "ada@example.com"),
  uuid: text(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, "6ba7b810-9dad-41d1-80b4-00c04fd430c8"),
  uri: text(/^[a-z][a-z\d+.-]*:\S+$/i, "https://example.com/a"),
  hostname: text(
    /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i,
    "example.com",
  ),
  ipv4: text(new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`), "192.0.2.1"),
  ipv6: text(/^[\da-f:]*:[\da-f:.]*$/i, "2001:db8::1"),
  int32: range(2 ** 31 - 1, true),
  int64: range(2 ** 63, true),
  float: range(3.4028235e38, false),
};

// These only hint at how a value is shown or held.
const HINTS = new Set(["password", "double", "decimal", "number", "string"]);
const ALIASES: Readonly<Record<string, string>> = { guid: "uuid", url: "uri", datetime: "date-time" };

const CONTENT: Readonly<Record<string, string>> = {
  byte: "contentEncoding=base64",
  binary: "contentMediaType=application/octet-stream",
};

/** What OpenAPI 3.1 says instead of a format of 3.0 that is about content; `undefined` for other formats. */
export function contentOf(format: string): string | undefined {
  return Object.hasOwn(CONTENT, format) ? CONTENT[format] : undefined;
}

/** Whether a text is such content; `undefined` where that cannot be told. */
export function isContent(content: string, value: string): boolean | undefined {
  return content === "contentEncoding=base64" ? /^[A-Za-z\d+/]*={0,2}$/.test(value) : undefined;
}

/** The one name of a format; `undefined` for a format that restricts nothing. */
export function formatName(format: string): string | undefined {
  const lower = format.toLowerCase();
  const name = (Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined) ?? format;
  return HINTS.has(name) || contentOf(name) !== undefined ? undefined : name;
}

/** Whether each value of one format has the other, as far as names tell. */
export function formatImplies(format: string, other: string): boolean {
  return format === other || (format === "int32" && other === "int64");
}

/** Whether a value has a format; `undefined` for a format that nobody here knows. */
export function hasFormat(format: string, value: string | number): boolean | undefined {
  return known(format)?.test(value);
}

/** Values that have a format. */
export function formatSamples(format: string): readonly (string | number)[] {
  return known(format)?.samples ?? [];
}

function known(format: string): Format | undefined {
  return Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
}
