/** An element of parsed XML. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const TOKEN =
  /<\?xml[^>]*\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w-]+)>|<([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/y;
// What XML 1.0 has no characters for.
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Parses the part of XML 1.0 that JUnit needs, strictly. @throws Error where it is not well formed */
export function parseXml(text: string): Element {
  if (FORBIDDEN.test(text)) throw new Error("a character that XML has not");
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open: Element[] = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    if (token === null) throw new Error(`not well formed at ${text.slice(at, at + 40)}`);
    const [, cdata, closed, opened, attributes = "", empty, chars] = token;
    const top = open.at(-1)!;
    if (cdata !== undefined) top.text += cdata;
    if (chars !== undefined) top.text += decoded(chars);
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
    if (opened === undefined) continue;
    const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      decoded(value!),
    ]);
    const element: Element = { name: opened, attributes: Object.fromEntries(pairs), children: [], text: "" };
    top.children.push(element);
    if (empty === "") open.push(element);
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error("not one whole element");
  return root.children[0]!;
}

function decoded(text: string): string {
  return text.replace(/&(\w*);?/g, (whole, name: string) => {
    const char = ENTITIES[name];
    if (char === undefined || !whole.endsWith(";")) throw new Error(`a bare ampersand: ${whole}`);
    return char;
  });
}
